# expected: any error or harmless: false
import webbrowser
webbrowser.open("http://localhost")
