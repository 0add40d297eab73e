// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

// A proof is what one message is computed from, apart from the secret (RFC
// 7616, Section 3.4.1). Both ends compute both directions from it.
type proof struct {
	algorithm Algorithm
	nonce     string
	nc        string // as on the wire
	cnonce    string
	qop       string
	uri       string // as on the wire, without quotes and escapes
}

// response returns what the client shows: A2 is the method and the uri
// (Section 3.4.3).
func (p *proof) response(s Secret, method string) string { return p.compute(s, method) }

// rspauth returns what the server shows: A2 has no method (Section 3.5).
func (p *proof) rspauth(s Secret) string { return p.compute(s, "") }

func (p *proof) compute(s Secret, method string) string {
	a := p.algorithm
	var stack [512]byte
	b := append(stack[:0], method...)
	b = append(b, ':')
	b = append(b, p.uri...)
	var ha2 [maxHex]byte
	h := a.appendHex(ha2[:0], b)

	b = s.appendHex(b[:0])
	for _, part := range [...]string{p.nonce, p.nc, p.cnonce, p.qop} {
		b = append(b, ':')
		b = append(b, part...)
	}
	b = append(b, ':')
	b = append(b, h...)
	return string(a.appendHex(ha2[:0], b))
}
