// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// strict is built once: Strict copies the Encoding.
var strict = base64.StdEncoding.Strict()

// readBasic finds user and password in the field of a request. They are parts
// of buf, which must be large enough.
func readBasic(h http.Header, buf []byte) (user, password []byte, ok bool) {
	c, err := header.ParseCredentials(h["Authorization"])
	if err != nil || !c.Is("Basic") {
		return nil, nil, false
	}
	token, ok := c.Token68()
	if !ok || strict.DecodedLen(len(token)) > len(buf) {
		return nil, nil, false
	}
	n, err := strict.Decode(buf, []byte(token))
	if err != nil {
		return nil, nil, false
	}
	colon := bytes.IndexByte(buf[:n], ':')
	if colon < 0 {
		return nil, nil, false
	}
	return buf[:colon], buf[colon+1 : n], true
}

// P3: user and password of Basic, from the header map of a request. net/http
// returns strings, header here parts of a buffer.
var p3 = func() []member {
	r := &http.Request{Header: http.Header{"Authorization": {basicLine}}}
	buf, token := make([]byte, 64), []byte(basicToken)
	return []member{
		{"header", func() int {
			user, password, ok := readBasic(r.Header, buf)
			if !ok {
				return 0
			}
			return len(user) + len(password)
		}},
		{"base64", func() int {
			n, err := base64.StdEncoding.Decode(buf, token)
			if err != nil {
				return 0
			}
			return n
		}},
		{"nethttp", func() int {
			user, password, ok := r.BasicAuth()
			if !ok {
				return 0
			}
			return len(user) + len(password)
		}},
	}
}()

func BenchmarkP3(b *testing.B) { run(b, p3) }
