// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"testing"
)

// A running is a serve that was started.
type running struct {
	url   string
	lines []string // all that it printed before it served
	stop  func() result
}

// start starts serve at a free port; it prints so many lines. It ends with the
// test, or by stop.
func start(t *testing.T, lines int, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(within(t))
	read, write := io.Pipe()
	var log bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, append([]string{"serve", "-addr", "127.0.0.1:0"}, args...), std{strings.NewReader(""), write, &log})
		write.Close()
	}()
	r := new(running)
	out := bufio.NewReader(read)
	for range lines {
		line, err := out.ReadString('\n')
		if err != nil {
			cancel()
			<-done
			t.Fatalf("serve %q: %v after %q, log: %s", args, err, r.lines, &log)
		}
		r.lines = append(r.lines, strings.TrimSuffix(line, "\n"))
	}
	r.url = strings.TrimPrefix(r.lines[0], "listening on ")
	stopped := false
	r.stop = func() result {
		stopped = true
		cancel()
		rest, _ := io.ReadAll(out) // until write is closed
		return result{<-done, string(rest), log.String()}
	}
	t.Cleanup(func() {
		if !stopped {
			r.stop()
		}
	})
	return r
}

func TestServe(t *testing.T) {
	const (
		demo  = "demo: user=demo password=open-sesame token=demo-token"
		admin = "admin: user=admin password=sesame-street token=admin-token"

		digest = "curl --digest -u demo:open-sesame "
		bearer = "curl --oauth2-bearer demo-token "
		basic  = "curl --basic -u demo:open-sesame "
	)
	tests := []struct {
		args  []string
		curls []string
	}{
		{nil, []string{digest, bearer, basic}},
		{[]string{"-schemes", "basic,bearer,digest"}, []string{basic, bearer, digest}},
		{[]string{"-schemes", "bearer"}, []string{bearer}},
		{[]string{"-schemes", "digest", "-algorithms", "SHA-256,SHA-512-256-sess", "-qop", "auth-int"}, []string{digest}},
		{[]string{"-realm", `"\ü`}, []string{digest, bearer, basic}},
	}
	listening := regexp.MustCompile(`^listening on http://127\.0\.0\.1:[1-9][0-9]*$`)
	for _, test := range tests {
		r := start(t, 3+len(test.curls), test.args...)
		if !listening.MatchString(r.lines[0]) || r.lines[1] != demo || r.lines[2] != admin {
			t.Errorf("serve %q printed %q", test.args, r.lines)
		}
		for i, curl := range test.curls {
			if want := curl + r.url + "/"; r.lines[3+i] != want {
				t.Errorf("serve %q printed %q, want %q", test.args, r.lines[3+i], want)
			}
		}
		if got := r.stop(); got.status != exitOK || got.out != "" || got.err != "" {
			t.Errorf("serve %q, stopped: %+v, want status %d and nothing printed", test.args, got, exitOK)
		}
	}
	if len(tests) != 5 {
		t.Errorf("%d rows, want 5", len(tests))
	}
}

// TestServeStopped stops a server that was stopped before it started.
func TestServeStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(within(t))
	cancel()
	var out, log bytes.Buffer
	if status := run(ctx, []string{"serve", "-addr", "127.0.0.1:0"}, std{strings.NewReader(""), &out, &log}); status != exitOK {
		t.Errorf("status %d, want %d: %s", status, exitOK, &log)
	}
}

// TestMisconfigured has all that serve must refuse before it listens, with a
// message that names what is wrong.
func TestMisconfigured(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	tests := []struct {
		name    string
		args    []string
		status  int
		message string
	}{
		{"no scheme", []string{"-schemes", ""}, exitUsage, `no scheme ""`},
		{"unknown scheme", []string{"-schemes", "basic,scram"}, exitUsage, `no scheme "scram"`},
		{"empty name of a scheme", []string{"-schemes", "basic,"}, exitUsage, `no scheme ""`},
		{"blank in the list", []string{"-schemes", "digest, basic"}, exitUsage, `no scheme " basic"`},
		{"scheme twice", []string{"-schemes", "basic,digest,basic"}, exitUsage, "two schemes have one name"},
		{"no realm", []string{"-realm", ""}, exitUsage, "no realm"},
		{"realm of two lines", []string{"-realm", "a\r\nb"}, exitUsage, "control character"},
		{"realm with NUL", []string{"-realm", "a\x00b"}, exitUsage, "control character"},
		{"realm with DEL", []string{"-realm", "a\x7fb"}, exitUsage, "control character"},
		{"realm with a colon, for Digest", []string{"-realm", "a:b"}, exitUsage, "colon"},
		{"no algorithm", []string{"-algorithms", ""}, exitUsage, "algorithm"},
		{"unknown algorithm", []string{"-algorithms", "SHA-256,SHA-1"}, exitUsage, "algorithm"},
		{"algorithm twice", []string{"-algorithms", "SHA-256,SHA-512-256,SHA-256"}, exitUsage, "twice"},
		{"no qop", []string{"-qop", ""}, exitUsage, "qop"},
		{"unknown qop", []string{"-qop", "auth-conf"}, exitUsage, "qop"},
		{"qop twice", []string{"-qop", "auth,auth"}, exitUsage, "twice"},
		{"address in use", []string{"-addr", taken.Addr().String()}, exitFailure, "listen"},
		{"address without port", []string{"-addr", "127.0.0.1"}, exitFailure, "port"},
		{"unknown port", []string{"-addr", "127.0.0.1:99999"}, exitFailure, "port"},
	}
	for _, test := range tests {
		got := execute(t, "", append([]string{"serve", "-addr", "127.0.0.1:0"}, test.args...)...)
		if got.status != test.status || got.out != "" || !strings.HasPrefix(got.err, "httpauth: ") || !strings.Contains(got.err, test.message) {
			t.Errorf("%s: %+v, want status %d and a message with %q", test.name, got, test.status, test.message)
		}
	}
	if len(tests) != 19 {
		t.Errorf("%d rows, want 19", len(tests))
	}
}

// TestAnnounce announces addresses that nobody can be told to type as they are.
func TestAnnounce(t *testing.T) {
	tests := []struct {
		ip     string
		url    string
		warned bool // the accounts are public
	}{
		{"127.0.0.1", "http://127.0.0.1:80", false},
		{"127.1.2.3", "http://127.1.2.3:80", false},
		{"::1", "http://[::1]:80", false},
		{"0.0.0.0", "http://127.0.0.1:80", true},
		{"::", "http://127.0.0.1:80", true},
		{"192.0.2.1", "http://192.0.2.1:80", true},
		{"2001:db8::1", "http://[2001:db8::1]:80", true},
	}
	for _, test := range tests {
		var out, log bytes.Buffer
		announce(std{nil, &out, &log}, &net.TCPAddr{IP: net.ParseIP(test.ip), Port: 80}, offer{schemes: "basic"})
		if want := fmt.Sprintf("listening on %s\n", test.url); !strings.HasPrefix(out.String(), want) || strings.Contains(log.String(), "public") != test.warned {
			t.Errorf("%s: %q, %q, want %q first and a warning: %t", test.ip, &out, &log, want, test.warned)
		}
	}
	if len(tests) != 7 {
		t.Errorf("%d rows, want 7", len(tests))
	}
}

// TestAudit reads the log: it has each outcome and no secret.
func TestAudit(t *testing.T) {
	r := start(t, 6)
	for _, args := range [][]string{
		{}, {"-user", "demo:open-sesame"}, {"-user", "demo:wrong-sesame"}, {"-token", "admin-token"}, {"-token", "wrong-token"},
	} {
		execute(t, "", append(append([]string{"get"}, args...), r.url)...)
	}
	log := r.stop().err
	for _, part := range []struct {
		text  string
		times int
	}{
		{"msg=challenged", 3}, // the first, and one before each Digest
		{"msg=accepted", 2},
		{"msg=rejected", 2},
		{"scheme=Digest subject=demo", 1},
		{"scheme=Bearer subject=admin", 1},
		{"source=127.0.0.1", 7},
		{"claimed=", 1}, // a token has no name,
		{"sesame", 0},
		{"-token", 0},
	} {
		if n := strings.Count(log, part.text); n != part.times {
			t.Errorf("the log has %q %d times, want %d:\n%s", part.text, n, part.times, log)
		}
	}
}
