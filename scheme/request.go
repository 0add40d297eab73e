// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

import (
	"io"
	"net/netip"

	"github.com/go-httpauth/httpauth/header"
)

// A Request is what schemes may know of an HTTP request, from whatever stack.
// Schemes do not change it.
type Request struct {
	Method string // as on the wire, in the case of the wire
	Target string // the request target as on the wire, never encoded anew
	Origin string // "https://example.com", without a default port; empty if not known
	Realm  string // on servers, the realm of the protection space
	Proxy  bool   // this is between a client and a proxy: 407 and the Proxy- fields
	Secure bool   // the message goes over TLS or the like

	// Peer is the address of the other end, as far as the stack knows it. The zero
	// Addr, of which nobody knows, is taken for one that is far away.
	Peer netip.Addr

	// Source is where the request came from, if that is not the Peer, as with a
	// proxy in front: see Source of negotiate.Options. It is the zero Addr if nobody
	// knows better.
	Source netip.Addr

	// Header returns all lines of a field. Its name is in canonical form, such
	// as "Authorization".
	Header func(name string) []string

	// Admit is for [Request.Claim]. It is nil on clients, and where nobody asks.
	Admit func(name string) error

	// Content returns a reader of the whole content of the request, without
	// transfer coding and with its content coding. It may be called again, and
	// the handler gets the content all the same. On servers the error wraps
	// ErrTooLarge if there is more than the stack is willing to keep. It is nil
	// if the stack cannot do this, or on clients if the content can be read only
	// once. Schemes that do not authenticate the content do not call it.
	Content func() (io.Reader, error)
}

// From returns where the request came from: the Source or, if there is none, the
// Peer. Whether a message is confidential has to do with the Peer alone.
func (r *Request) From() netip.Addr {
	if r.Source.IsValid() {
		return r.Source
	}
	return r.Peer
}

// Lines returns all lines of a field, or none if the request has no Header.
func (r *Request) Lines(name string) []string {
	if r.Header == nil {
		return nil
	}
	return r.Header(name)
}

// Claim says that the credentials of the request claim a name: the user name, in
// its normal form, or whatever else names the party, right or wrong. A scheme of
// a server calls it as soon as it has read the name, and before it does anything
// expensive with the credentials. An error refuses the request, and Authenticate
// returns it as it is: somebody guesses, see negotiate.Guard.
//
// It may be called more than once. A scheme whose credentials name nobody calls it
// with an empty name, or not at all: then its verdict may be withheld instead.
func (r *Request) Claim(name string) error {
	if r.Admit == nil {
		return nil
	}
	return r.Admit(name)
}

// Confidential reports whether no third party can read the message: it goes
// over TLS or the like, or does not leave the machine. It is about this
// connection alone: a proxy on the same machine may have received the message
// in clear.
func (r *Request) Confidential() bool {
	return r.Secure || r.Peer.Unmap().IsLoopback()
}

// A Response is what clients may know of an HTTP response.
type Response struct {
	Status int

	// Info returns Authentication-Info or Proxy-Authentication-Info, from the
	// header or, once the content was read, from the trailer. The error is
	// header.ErrAbsent if there is none. It may be nil.
	Info func() (header.Info, error)

	// Content returns a reader of the whole content, as that of Request does.
	// The error says that there is more than the stack is willing to keep. The
	// content does not reach the caller before it was verified. It is nil if the
	// stack cannot do this.
	Content func() (io.Reader, error)
}
