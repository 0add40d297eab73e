# SCHEME USER PASSWORD PROXY URL... with libsoup 3, in one session
import sys

import gi

gi.require_version("Soup", "3.0")
from gi.repository import Gio, Soup

scheme, user, password, proxy = sys.argv[1:5]


def authenticate(message, auth, retrying):
    if retrying:
        return False
    auth.authenticate(user, password)
    return True


session = Soup.Session()
if proxy:
    session.set_proxy_resolver(Gio.SimpleProxyResolver.new(proxy, None))
for url in sys.argv[5:]:
    message = Soup.Message.new("GET", url)  # the second POST would have no body
    message.connect("authenticate", authenticate)
    message.connect("accept-certificate", lambda *_: True)
    print(session.send_and_read(message).get_data().decode())
