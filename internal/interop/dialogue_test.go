// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"testing"
)

// A dialogue is what a client of somebody else and a server of ours say, when it
// is asked for two things, one after another.
type dialogue struct {
	path   string // of the offer
	fault  string // of the client, and what helps
	as     string // the scheme, where the client has to be told
	get    bool   // no POST, from clients that can do both
	wrong  bool   // the password is
	jason  bool   // it is his account
	proxy  bool   // it is a proxy that asks
	secure bool   // the origin has TLS
	said   string // see spoken
}

func (d *dialogue) name() string {
	parts := []string{strings.Trim(d.path, "/")}
	for _, what := range []struct {
		yes  bool
		text string
	}{{d.as != "", d.as}, {d.get, "GET"}, {d.jason, "UTF-8"}, {d.proxy, "proxy"}, {d.secure, "TLS"}, {d.wrong, "wrong"}, {d.fault != "", d.fault}} {
		if what.yes {
			parts = append(parts, what.text)
		}
	}
	return strings.Join(parts, ", ")
}

// A call is what a client is asked to do.
type call struct {
	as, user, password string
	get                bool
	proxy              *url.URL // that the password is for, or nil
	urls               []string
}

// A client makes a command that does it.
type client func(t *testing.T, c call) *exec.Cmd

// script is a client that is a file of testdata.
func script(program, file string) client {
	return func(t *testing.T, c call) *exec.Cmd {
		var proxy string
		if c.proxy != nil {
			proxy = c.proxy.String()
		}
		return exec.CommandContext(within(t), program, append([]string{"testdata/" + file, c.as, c.user, c.password, proxy}, c.urls...)...)
	}
}

// call returns what the client is asked to do.
func (d *dialogue) call(t *testing.T, o *ours) call {
	c := call{as: d.as, get: d.get, user: alice, password: password}
	if d.jason {
		c.user, c.password = jason, passwordOfHis
	}
	if d.wrong {
		c.password += "x"
	}
	base := o.origins[d.secure].URL + d.path
	if d.proxy {
		base = o.origins[d.secure].URL + "/"
		var err error
		if c.proxy, err = url.Parse(o.proxies[d.path].URL); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 2 {
		c.urls = append(c.urls, fmt.Sprintf("%sp%d?q=a,b%%22", base, i)) // wget2 gets the same one only once
	}
	return c
}

// holds runs the dialogues of a client. If it keeps its connection, all of one
// is on that.
func (o *ours) holds(t *testing.T, client client, keeps bool, dialogues []dialogue) {
	for _, d := range dialogues {
		t.Run(d.name(), func(t *testing.T) {
			o.forget()
			cmd := client(t, d.call(t, o))
			cmd.Env = append(clientEnv(t), cmd.Env...)
			if d.proxy {
				cmd.Env = append(cmd.Env, "NO_PROXY=", "no_proxy=")
			}
			out, err := cmd.CombinedOutput()
			said, conns := o.page()
			good := strings.HasSuffix(said, " 200")
			if said != d.said || good && err != nil {
				t.Errorf("said %q, want %q; %v, printed\n%s", said, d.said, err, out)
			}
			if good && keeps && conns != 1 {
				t.Errorf("%d connections", conns)
			}
		})
	}
}
