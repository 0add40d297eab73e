// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"errors"
	"hash"
	"io"
)

// A proof is what one message is computed from, apart from the secret and the
// content (RFC 7616, Section 3.4.1). Both ends compute both directions from it.
type proof struct {
	algorithm Algorithm
	nonce     string
	nc        string // as on the wire
	cnonce    string
	qop       string // as on the wire; empty: the form of RFC 2069
	uri       string // as on the wire, without quotes and escapes
}

// integrity reports whether the content is a part of what is computed.
func (p *proof) integrity() bool { return p.qop == string(AuthInt) }

// appendResponse appends what the client shows: A2 is the method, the uri and
// with auth-int the sum of the content in hexadecimal digits (Section 3.4.3).
func (p *proof) appendResponse(dst []byte, s Secret, method string, content []byte) []byte {
	return p.append(dst, s, method, content)
}

// appendRspauth appends what the server shows: A2 has no method (Section 3.5).
func (p *proof) appendRspauth(dst []byte, s Secret, content []byte) []byte {
	return p.append(dst, s, "", content)
}

func (p *proof) append(dst []byte, s Secret, method string, content []byte) []byte {
	var stack [512]byte
	b := append(stack[:0], method...)
	b = append(b, ':')
	b = append(b, p.uri...)
	if content != nil {
		b = append(b, ':')
		b = append(b, content...)
	}
	var sum [maxHex]byte
	ha2 := p.algorithm.appendHex(sum[:0], b)

	b = p.appendKey(b[:0], s)
	b = append(b, ':')
	b = append(b, p.nonce...)
	if p.qop != "" {
		for _, part := range [...]string{p.nc, p.cnonce, p.qop} {
			b = append(b, ':')
			b = append(b, part...)
		}
	}
	b = append(b, ':')
	b = append(b, ha2...)
	return p.algorithm.appendHex(dst, b)
}

// appendKey appends H(A1) to b, which is empty (Section 3.4.2).
func (p *proof) appendKey(b []byte, s Secret) []byte {
	b = s.appendHex(b)
	if _, sess := p.algorithm.base(); !sess {
		return b
	}
	b = append(b, ':')
	b = append(b, p.nonce...)
	b = append(b, ':')
	b = append(b, p.cnonce...)
	var sum [maxHex]byte
	return append(b[:0], p.algorithm.appendHex(sum[:0], b)...)
}

var errNoContent = errors.New("digest: the content of the message is not to be had for auth-int")

// sum returns the sum of the content of a message, in hexadecimal digits.
func (p *proof) sum(content func() (io.Reader, error)) ([]byte, error) {
	if content == nil {
		return nil, errNoContent
	}
	r, err := content()
	if err != nil {
		return nil, err
	}
	h := p.algorithm.new()
	if _, err := io.Copy(h, r); err != nil {
		return nil, err
	}
	return sumHex(h), nil
}

func sumHex(h hash.Hash) []byte { return appendHex(nil, h.Sum(nil)) }
