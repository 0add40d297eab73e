// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"net/http"

	abbot "github.com/abbot/go-http-auth"
	containerd "github.com/containerd/containerd/v2/core/remotes/docker/auth"
	"github.com/docker/distribution/registry/client/auth/challenge"
	"github.com/go-httpauth/httpauth/header"
	"github.com/icholy/digest"
	"github.com/modelcontextprotocol/go-sdk/oauthex"
)

// The peers, each called as its users call it. What one takes besides the line,
// such as an http.Response, is made beforehand. Each function returns how many
// bytes of values it read.

func headerCredentials(lines []string) (n int) {
	c, err := header.ParseCredentials(lines)
	if err != nil {
		return 0
	}
	for p := range c.Params().All() {
		n += len(p.Value())
	}
	return n
}

// headerSlice appends the challenges to store, which the caller keeps.
func headerSlice(store []header.Challenge, lines []string) (n int) {
	chs, err := header.AppendChallenges(store[:0], lines)
	if err != nil {
		return 0
	}
	for _, c := range chs {
		for p := range c.Params().All() {
			n += len(p.Value())
		}
	}
	return n
}

// failed keeps the last error, as those do who report it.
var failed error

// headerIter goes on after a line that is not in the grammar, as the iterator
// allows.
func headerIter(lines []string) (n int) {
	for c, err := range header.Challenges(lines) {
		if err != nil {
			failed = err
			continue
		}
		for p := range c.Params().All() {
			n += len(p.Value())
		}
	}
	return n
}

func abbotParams(line string) int { return readMap(abbot.DigestAuthParams(line)) }

func icholyCredentials(line string) int {
	c, err := digest.ParseCredentials(line)
	if err != nil {
		return 0
	}
	const nc = 8 // digits in the line; here it is a number
	return len(c.Username) + len(c.Realm) + len(c.Nonce) + len(c.URI) + len(c.Response) + len(c.Algorithm) +
		len(c.Cnonce) + len(c.Opaque) + len(c.QOP) + nc
}

func containerdChallenges(h http.Header) (n int) {
	for _, c := range containerd.ParseAuthHeader(h) {
		n += readMap(c.Parameters)
	}
	return n
}

func distributionChallenges(r *http.Response) (n int) {
	for _, c := range challenge.ResponseChallenges(r) {
		n += readMap(c.Parameters)
	}
	return n
}

func mcpChallenges(lines []string) (n int) {
	chs, err := oauthex.ParseWWWAuthenticate(lines)
	if err != nil {
		return 0
	}
	for _, c := range chs {
		n += readMap(c.Params)
	}
	return n
}

func readMap(m map[string]string) (n int) {
	for _, v := range m {
		n += len(v)
	}
	return n
}

// fields returns the field in the forms that the peers take.
func fields(lines []string) http.Header {
	h := make(http.Header)
	for _, l := range lines {
		h.Add("WWW-Authenticate", l)
	}
	return h
}

func response(lines []string) *http.Response {
	return &http.Response{StatusCode: http.StatusUnauthorized, Header: fields(lines)}
}
