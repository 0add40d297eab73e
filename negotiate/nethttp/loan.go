// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"errors"
	"io"
	"sync"
	"time"
)

// A onceBody lends the body of a request to the base transport, as often as it
// takes until something was read of it. It is closed once: not when the base
// transport closes a loan, if the body may be needed again.
type onceBody struct {
	mu      sync.Mutex
	body    io.ReadCloser
	loan    *loan // the one that may read
	reading int   // reads that are under way
	used    bool  // a byte was read
	final   bool  // there will be no other loan
	closed  bool
}

var errLoan = errors.New("nethttp: the body is not to be sent any more")

// whole reports whether nothing was read.
func (b *onceBody) whole() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.used && b.reading == 0 && !b.closed
}

// lend ends the loan before, and returns another, unless something was read.
func (b *onceBody) lend() (*loan, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.used || b.reading > 0 || b.closed {
		return nil, ErrBody
	}
	b.loan.wake()
	b.loan = &loan{of: b}
	return b.loan, nil
}

// release says that there will be no other loan.
func (b *onceBody) release() {
	b.mu.Lock()
	b.loan.wake()
	b.final = true
	b.settle(false)
}

// abandon ends the loan, too.
func (b *onceBody) abandon() {
	b.mu.Lock()
	b.loan.wake()
	b.loan, b.final = nil, true
	b.settle(false)
}

// settle unlocks b, and closes the body if nobody needs it any more, or at once
// if so asked. Unless asked, that is not while somebody reads: not every body
// can stand it.
func (b *onceBody) settle(now bool) error {
	due := !b.closed && b.loan == nil && (now || b.final && b.reading == 0)
	b.closed = b.closed || due
	b.mu.Unlock()
	if due {
		return b.body.Close()
	}
	return nil
}

// A loan is the body as one sending has it.
type loan struct {
	of   *onceBody
	held chan struct{} // if not nil, a read waits until it is closed
}

// maxHold bounds how long a response may take from its first byte to the end of
// its header before the body is read all the same. It is as long as
// http.DefaultTransport waits for 100 Continue.
const maxHold = time.Second

// hold makes the first read wait: a response comes, and if it is a challenge,
// nothing must be read. Over HTTP/1.1, net/http sends the body even then, to keep
// the connection.
func (l *loan) hold() {
	l.of.mu.Lock()
	defer l.of.mu.Unlock()
	if b := l.of; b.loan == l && !b.final && !b.used && b.reading == 0 && l.held == nil {
		l.held = make(chan struct{})
	}
}

// resume lets reads go on: the response was 100 Continue.
func (l *loan) resume() {
	l.of.mu.Lock()
	defer l.of.mu.Unlock()
	l.wake()
}

func (l *loan) wake() {
	if l != nil && l.held != nil {
		close(l.held)
		l.held = nil
	}
}

func (l *loan) Read(p []byte) (int, error) {
	b := l.of
	b.mu.Lock()
	if held := l.held; held != nil {
		b.mu.Unlock()
		timer := time.NewTimer(maxHold)
		select {
		case <-held:
		case <-timer.C:
		}
		timer.Stop()
		b.mu.Lock()
		l.wake()
	}
	if b.loan != l {
		b.mu.Unlock()
		return 0, errLoan
	}
	b.reading++
	b.mu.Unlock()
	n, err := b.body.Read(p)
	b.mu.Lock()
	b.reading--
	b.used = b.used || n > 0
	b.settle(false)
	return n, err
}

// Close ends the loan. It closes the body if that can not be sent again anyway.
func (l *loan) Close() error {
	b := l.of
	b.mu.Lock()
	l.wake()
	if b.loan != l {
		b.mu.Unlock()
		return nil
	}
	b.loan = nil
	return b.settle(b.used || b.reading > 0)
}
