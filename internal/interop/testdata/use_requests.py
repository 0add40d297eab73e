# SCHEME USER PASSWORD PROXY URL... with python3-requests, in one session
import sys
from urllib.parse import quote

import requests

scheme, user, password, proxy = sys.argv[1:5]
with requests.Session() as session:
    session.trust_env = False
    if proxy:  # it sends what is in its URL, ahead of any challenge
        account = "%s:%s@" % (quote(user, ""), quote(password, ""))
        proxy = proxy.replace("://", "://" + account)
        session.proxies = {"http": proxy, "https": proxy}
        session.verify = False
    elif scheme == "Digest":
        session.auth = requests.auth.HTTPDigestAuth(user, password)
    else:
        session.auth = (user, password)
    for url in sys.argv[5:]:
        print(session.post(url, data="a=b").text)
