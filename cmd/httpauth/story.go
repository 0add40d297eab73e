// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A story tells what happens to one request, round by round. Credentials redact
// themselves.
type story struct {
	out     io.Writer
	base    http.RoundTripper
	schemes []scheme.Client
	origin  string // where they answer
}

// RoundTrip tells what is sent and what comes back.
func (s *story) RoundTrip(req *http.Request) (*http.Response, error) {
	with := "without credentials"
	if c, err := header.ParseCredentials(req.Header.Values("Authorization")); err == nil {
		with = fmt.Sprintf("with %v", c)
	}
	fmt.Fprintf(s.out, "> %s %s, %s\n", req.Method, req.URL.Redacted(), with)
	resp, err := s.base.RoundTrip(req)
	if err != nil {
		return resp, err
	}
	fmt.Fprintf(s.out, "< %s\n", resp.Status)
	if resp.StatusCode != http.StatusUnauthorized || s.answers(req) {
		return resp, nil
	}
	for ch, err := range header.Challenges(resp.Header.Values("WWW-Authenticate")) {
		if err != nil {
			fmt.Fprintln(s.out, "* not readable:", err)
			continue
		}
		fmt.Fprintln(s.out, "* offered:", printable(ch.String()))
	}
	fmt.Fprintln(s.out, "* chosen: none, as there is no account for", req.URL.Scheme+"://"+req.URL.Host)
	return resp, nil
}

// answers reports whether there are accounts for a request; step tells the rest.
func (s *story) answers(req *http.Request) bool {
	origin, err := negotiate.Origin(req.URL)
	return err == nil && origin == s.origin
}

// printable keeps what a server sends from playing with the terminal.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return '?'
		}
		return c
	}, s)
}

// step tells what the client made of it.
func (s *story) step(_ context.Context, step negotiate.Step) {
	for _, err := range step.Faults {
		fmt.Fprintln(s.out, "* not readable:", err)
	}
	for _, ch := range step.Offered {
		fmt.Fprintln(s.out, "* offered:", printable(ch.String()))
	}
	switch {
	case step.Final && step.Err != nil:
		fmt.Fprintln(s.out, "* the response is discarded:", step.Err)
	case step.Final && step.Mutual:
		fmt.Fprintln(s.out, "* the server proved that it knows the secret (rspauth)")
	case step.Final:
		fmt.Fprintln(s.out, "* the server did not prove that it knows the secret")
	case errors.Is(step.Err, scheme.ErrDeclined):
		fmt.Fprintln(s.out, "* chosen: none, as there is no account for any of them")
	case errors.Is(step.Err, scheme.ErrRejected):
		fmt.Fprintln(s.out, "* chosen: none, as the server refused the answer")
	case step.Err != nil:
		fmt.Fprintln(s.out, "* not answered:", step.Err)
	case step.Answer.Challenge.IsZero():
		fmt.Fprintf(s.out, "* chosen: %s, ahead of any challenge\n", step.Scheme)
	default:
		fmt.Fprintf(s.out, "* chosen: %s, the first that is offered of %s\n", chosen(step.Answer.Challenge), s.policy())
	}
}

// chosen names a challenge by its scheme and algorithm.
func chosen(ch header.Challenge) string {
	if a, ok := ch.Param("algorithm"); ok {
		return ch.Scheme() + " with " + a
	}
	return ch.Scheme()
}

// policy names the schemes there are accounts for, in order.
func (s *story) policy() string {
	names := make([]string, len(s.schemes))
	for i, sch := range s.schemes {
		names[i] = sch.Name()
	}
	return strings.Join(names, ", ")
}
