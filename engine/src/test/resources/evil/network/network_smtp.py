# expected: any error
import smtplib
smtplib.SMTP("localhost")
