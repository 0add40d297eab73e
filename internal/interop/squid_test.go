// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

func aheadByBasic(password string) scheme.Client {
	return basic.NewClient(alice, password, &basic.ClientOptions{Preemptive: true})
}

// TestSquid runs our clients through squid, which wants the counts of a nonce in
// order, four at the most, and gives the next nonce in time.
func TestSquid(t *testing.T) {
	d := newDaemon(t)
	d.configure("squid.conf", "")
	d.write("htpasswd", htpasswdOf(t, htpasswd.SHA512Crypt))
	d.write("htdigest", htdigestOf(t, digest.MD5))
	d.run("squid", "-N", "-n", "interop"+d.port, "-f", "@DIR@/squid.conf") // one name, one squid
	passages := []passage{
		{name: "basic", by: byBasic, over: plainly, times: 2, refused: 1},
		{name: "basic, wrong", by: byBasic, over: plainly, wrong: true, refused: 2},
		{name: "basic, tunnel", by: byBasic, over: byDialer, secure: true, times: 2, refused: 1},
		{name: "basic, tunnel, wrong", by: byBasic, over: byDialer, secure: true, wrong: true, refused: 2},
		{name: "basic, Connect", by: aheadByBasic, over: byConnect, secure: true, times: 2},
		{name: "basic, Connect, wrong", by: aheadByBasic, over: byConnect, secure: true, wrong: true, refused: 1},
		{name: "digest", by: byDigest, over: plainly, times: 8, refused: 1},
		{name: "digest, wrong", by: byDigest, over: plainly, wrong: true, refused: 2},
		{name: "digest, body once", by: byDigest, over: plainly, stream: true, refused: 1},
		{name: "digest, in parallel", by: byDigest, over: plainly, atOnce: 64, refused: 65},
		{name: "digest, tunnel", by: byDigest, over: byDialer, secure: true, times: 2, refused: 1},
		{name: "digest, tunnel, wrong", by: byDigest, over: byDialer, secure: true, wrong: true, refused: 2},
		{name: "digest, tunnels in parallel", by: byDigest, over: byDialer, secure: true, atOnce: 64, refused: 65},
		{name: "digest, Connect", by: byDigest, over: byConnect, secure: true, times: 2, refused: 1, lost: 1},
		{name: "digest, Connect, wrong", by: byDigest, over: byConnect, secure: true, wrong: true, refused: 1},
		{name: "command", refused: 1},
		{name: "command, wrong", wrong: true, refused: 2},
		{name: "command, tunnel", secure: true, refused: 1},
		{name: "command, tunnel, wrong", secure: true, wrong: true, refused: 2},
	}
	origins := make([]*httptest.Server, len(passages)) // one for each, to find it in the log
	proxy := &url.URL{Scheme: "http", Host: "127.0.0.1:" + d.port}
	for i, p := range passages {
		t.Run(p.name, func(t *testing.T) {
			origins[i] = newOrigin(t, p.secure)
			p.do(t, proxy, origins[i])
		})
	}
	d.end()
	text := d.read("access.log")
	for i, p := range passages {
		if origins[i] != nil { // -run may leave some out
			checkPassage(t, p, origins[i].Listener.Addr().String(), text)
		}
	}
	if len(passages) != 19 {
		t.Errorf("%d rows, want 19", len(passages))
	}
}

// checkPassage reads in the log what a passage was to the proxy. A line is a
// status, the method, the target, and the user.
func checkPassage(t *testing.T, p passage, host, log string) {
	t.Helper()
	got := make(map[string]int)
	for line := range strings.Lines(log) {
		f := strings.Fields(line)
		if len(f) != 4 {
			t.Fatalf("a line of the log is %q", line)
		}
		if strings.TrimSuffix(strings.TrimPrefix(f[2], "http://"), "/") != host {
			continue
		}
		got[f[0]]++
		if f[0] != "407" && f[3] != alice {
			t.Errorf("%s: the log has %q, which does not name %s", p.name, line, alice)
		}
	}
	low, high := p.want()
	for status, most := range high {
		if n := got[status]; n < low[status] || n > most {
			t.Errorf("%s: %d lines with %s in the log, want %d to %d", p.name, n, status, low[status], most)
		}
		delete(got, status)
	}
	if len(got) > 0 {
		t.Errorf("%s: the log has %v, too", p.name, got)
	}
}

// want returns how many lines with a status there are to be in the log.
func (p *passage) want() (low, high map[string]int) {
	passed := max(p.times, 1) - p.lost
	asked := 1 // by the origin
	if p.secure {
		passed, asked = 1, 0 // nobody sees what is in a tunnel
	}
	if p.wrong {
		passed, asked = 0, 0
	}
	high = map[string]int{"407": p.refused, "401": asked, "200": passed}
	if p.atOnce == 0 {
		return high, high
	}
	low = map[string]int{"407": 1, "401": asked, "200": p.atOnce}
	if high["200"] = p.atOnce; p.secure {
		low["200"], high["200"] = 1, 2*p.atOnce // each request, and the answer to the origin, may have one
	}
	return low, high
}
