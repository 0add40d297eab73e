// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"io"
	"runtime"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Compute returns response and rspauth for the contents of request and response.
func Compute(s Secret, a Algorithm, nonce, nc, cnonce, qop, method, uri, content, back string) (response, rspauth string) {
	p := proof{a, nonce, nc, cnonce, qop, uri}
	var sent, received []byte
	if p.integrity() {
		sent, _ = p.sum(func() (io.Reader, error) { return strings.NewReader(content), nil })
		received, _ = p.sum(func() (io.Reader, error) { return strings.NewReader(back), nil })
	}
	return string(p.appendResponse(nil, s, method, sent)), string(p.appendRspauth(nil, s, received))
}

// AnswerWith returns the last answer of an exchange anew, with another nc and
// cnonce.
func AnswerWith(x scheme.Exchange, nc, cnonce string) (header.Credentials, error) {
	e := x.(*exchange)
	if e.proof.qop != "" {
		e.proof.nc, e.proof.cnonce = nc, cnonce
	}
	return e.answer()
}

// Heap returns the bytes that are in use.
func Heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
