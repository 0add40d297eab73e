# SCHEME USER PASSWORD PROXY URL... with python3-httpx, in one session
import sys

import httpx

scheme, user, password = sys.argv[1:4]
auth = httpx.DigestAuth(user, password) if scheme == "Digest" else (user, password)
with httpx.Client(auth=auth, trust_env=False) as client:
    for url in sys.argv[5:]:
        print(client.post(url, content=b"a=b").text)
