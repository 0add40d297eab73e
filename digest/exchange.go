// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// An exchange authenticates one request.
type exchange struct {
	ctx     context.Context // done when the exchange is over
	client  *client
	request *scheme.Request
	place   *place

	session  *session // of the last answer; nil if there is none
	nonce    *nonce   // of the last answer, until what came of it is known
	opaque   string   // of the nonce
	count    uint32
	proof    proof
	strength strength
	fresh    int // answers to challenges of this request
}

// Format keeps the password out of logs.
func (x *exchange) Format(f fmt.State, _ rune) { io.WriteString(f, "digest exchange [redacted]") }

func (x *exchange) Next(ctx context.Context, offered []header.Challenge) (scheme.Answer, error) {
	var ch picked
	var err error
	if len(offered) == 0 {
		err = x.ahead(ctx)
	} else {
		ch = x.client.choose(x.request, offered)
		err = x.meet(ch)
	}
	if err != nil {
		return scheme.Answer{}, err
	}
	credentials, err := x.answer()
	return scheme.Answer{Challenge: ch.challenge, Credentials: credentials}, err
}

// ahead takes a nonce for an answer ahead of any challenge.
func (x *exchange) ahead(ctx context.Context) error {
	pl := x.place
	pl.mu.Lock()
	defer pl.mu.Unlock()
	var timer *time.Timer
	for {
		if s, n := pl.find(x.client, x.request); n != nil {
			x.take(s, n)
			return nil
		}
		first := pl.lead(x.ctx)
		if first == nil {
			return scheme.ErrDeclined
		}
		if timer == nil {
			timer = time.NewTimer(maxWait)
			defer timer.Stop()
		}
		switch err := pl.wait(ctx, first, timer.C); err {
		case nil:
		case errLate:
			pl.done(true)
		default:
			return err
		}
	}
}

var errWeaker = fmt.Errorf("digest: %w: only weaker answers than before are asked for", scheme.ErrDeclined)

// meet takes the nonce of a challenge. The answer has it for itself if there is
// another that is shared: others may have gone on from the one that was refused
// already.
func (x *exchange) meet(ch picked) error {
	pl := x.place
	pl.mu.Lock()
	defer pl.mu.Unlock()
	pl.done(true)
	again := x.fresh == 0
	if n := x.nonce; n != nil {
		x.nonce = nil
		x.session.refuse(n, x.count, &ch)
		if x.fresh == 1 && x.count < n.count && ch.nonce != n.text {
			// It was fresh, but others have overtaken this request with it. That is
			// our own doing, and worth one more answer.
			again, pl.strict = true, true
		}
	}
	switch {
	case !again: // refused, or stale at once: another try would be the same
		return scheme.ErrRejected
	case x.client.err != nil:
		return x.client.err
	case ch.challenge.IsZero():
		return scheme.ErrDeclined
	case x.client.weaker(pl, ch.strength, x.request):
		return errWeaker
	}
	s := pl.join(ch.offer)
	if s == nil {
		var err error
		if s, err = x.client.open(ch.offer); err != nil {
			return err
		}
		pl.add(s)
	}
	n := s.challenged(ch.nonce, ch.opaque)
	if s.shared == nil && !s.exclusive() {
		s.shared = n
	}
	x.fresh++
	x.take(s, n)
	return nil
}

// take counts one use of a nonce. The place is locked.
func (x *exchange) take(s *session, n *nonce) {
	x.session, x.nonce, x.opaque = s, n, n.opaque
	x.count = n.next()
	x.proof = proof{algorithm: s.algorithm, nonce: n.text, uri: x.request.Target}
	q, _ := x.client.qop(&s.offer, x.request)
	x.strength = x.client.strength(&s.offer, q)
	if x.proof.qop = string(q); q != Legacy {
		x.number()
	}
}

// number writes the count, and makes the cnonce (RFC 7616, Section 3.4): the
// digits of one and the same string.
func (x *exchange) number() {
	const counted = 4 // bytes; the 128 bits behind them are random
	var raw [counted + 16]byte
	binary.BigEndian.PutUint32(raw[:], x.count)
	rand.Read(raw[counted:])
	var stack [2 * len(raw)]byte
	digits := string(appendHex(stack[:0], raw[:]))
	x.proof.nc, x.proof.cnonce = digits[:2*counted], digits[2*counted:]
}

var errAnswer = errors.New("digest: no answer can be written: the target has control characters, or is too long with what the server has sent")

// answer computes the credentials: the lead, and what is not the same in all
// answers. What is quoted is fixed for each parameter by RFC 7616, Section 3.4.
func (x *exchange) answer() (header.Credentials, error) {
	p := &x.proof
	var content []byte
	if p.integrity() {
		var err error
		if content, err = p.sum(x.request.Content); err != nil {
			return header.Credentials{}, err
		}
	}
	var stack [768]byte
	b := append(stack[:0], *x.session.lead...)
	b = appendQuoted(b, "nonce", p.nonce)
	b = append(b, x.opaque...)
	if p.qop != "" {
		for _, part := range [...]string{", qop=", p.qop, ", nc=", p.nc, `, cnonce="`, p.cnonce, `"`} {
			b = append(b, part...)
		}
	}
	b = appendQuoted(b, "uri", p.uri)
	b = append(b, `, response="`...)
	b = p.appendResponse(b, x.session.secret, x.request.Method, content)
	b = append(b, '"')
	c, err := header.ParseCredentials([]string{string(b)})
	if err != nil {
		return c, errAnswer // the other error speaks of a line that nobody has seen
	}
	return c, nil
}

// appendQuoted appends one more parameter.
func appendQuoted(b []byte, name, value string) []byte {
	b = append(b, ", "...)
	b = append(b, name...)
	b = append(b, `="`...)
	for i := range len(value) {
		if c := value[i]; c == '"' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, value[i])
	}
	return append(b, '"')
}

var (
	errNoProof    = errors.New("digest: the server did not prove that it knows the secret")
	errWrongProof = errors.New("digest: the server does not know the secret, or the response is not its own")
)

// Verify checks the rspauth of RFC 7616, Section 3.5. With auth-int it reads the
// content of the response.
func (x *exchange) Verify(_ context.Context, resp *scheme.Response) (mutual bool, err error) {
	var next string
	if x.session != nil {
		mutual, next, err = x.check(resp)
	}
	pl := x.place
	pl.mu.Lock()
	defer pl.mu.Unlock()
	pl.done(true)
	if x.nonce == nil || err != nil {
		return mutual, err
	}
	x.session.accept(x.nonce, x.count, next, x.opaque)
	x.nonce = nil
	pl.accept(x.strength)
	return mutual, nil
}

func (x *exchange) check(resp *scheme.Response) (mutual bool, next string, err error) {
	var content []byte
	if x.proof.integrity() {
		// It comes first: the proof may stand behind it.
		var missing error
		if content, missing = x.proof.sum(resp.Content); missing != nil && x.client.opts.RequireInfo {
			return false, "", fmt.Errorf("%w: %w", noProof(resp), missing)
		}
	}
	var info header.Info
	if resp.Info != nil {
		info, err = resp.Info()
	}
	if err != nil && !errors.Is(err, header.ErrAbsent) {
		return false, "", fmt.Errorf("digest: %w", err)
	}
	next, _ = info.Param("nextnonce")
	rspauth, ok := info.Param("rspauth")
	if unknown := x.proof.integrity() && content == nil; !ok || unknown {
		if x.client.opts.RequireInfo {
			return false, "", noProof(resp)
		}
		return false, next, nil
	}
	if !x.proves(info, rspauth, content) {
		return false, "", errWrongProof
	}
	return true, next, nil
}

// noProof returns the error of a response without a proof. It may be one of a
// gateway that has none, which its status tells.
func noProof(resp *scheme.Response) error {
	return fmt.Errorf("%w, in a response of status %d", errNoProof, resp.Status)
}

func (x *exchange) proves(info header.Info, rspauth string, content []byte) bool {
	cnonce, _ := info.Param("cnonce")
	nc, _ := info.Param("nc")
	qop, hasQop := info.Param("qop")
	var want [maxHex]byte
	return sameDigits(rspauth, x.proof.appendRspauth(want[:0], x.session.secret, content)) &&
		(x.proof.qop == "" || cnonce == x.proof.cnonce && nc == x.proof.nc) &&
		(!hasQop || qop == x.proof.qop)
}
