# expected: harmless: 2
import shared
shared.secret = 2
shared.__dict__['answer'] = None
shared.secret
