// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"bufio"
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// An exchange is what passed between curl and the server.
type exchange struct {
	sent      []string // the values of Authorization, in order
	responses []*http.Response
	body      string // of the last response
}

func (x *exchange) last() *http.Response { return x.responses[len(x.responses)-1] }

// challenges parses WWW-Authenticate of a response, of which each line must be
// one challenge.
func challenges(t *testing.T, resp *http.Response) []header.Challenge {
	t.Helper()
	var all []header.Challenge
	for _, line := range resp.Header.Values("WWW-Authenticate") {
		chs, err := header.ParseChallenges([]string{line})
		if err != nil || len(chs) != 1 {
			t.Errorf("WWW-Authenticate: %s: %d challenges, %v", line, len(chs), err)
			continue
		}
		all = append(all, chs[0])
	}
	return all
}

// clientEnv lets no configuration of this machine have a say.
func clientEnv(t *testing.T) []string {
	home := t.TempDir()
	return append(os.Environ(), "HOME="+home, "CURL_HOME="+home, "XDG_CONFIG_HOME="+home,
		"NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
}

// curl runs curl, which must succeed, and returns what passed.
func curl(t *testing.T, args ...string) *exchange {
	t.Helper()
	file := filepath.Join(t.TempDir(), "header")
	cmd := exec.CommandContext(within(t), "curl", append([]string{"-q", "-sS", "-v", "-D", file}, args...)...)
	cmd.Env = clientEnv(t)
	var out, trace bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trace
	if err := cmd.Run(); err != nil {
		t.Fatalf("curl %q: %v\n%s", args, err, &trace)
	}
	x := &exchange{body: out.String()}
	for line := range strings.Lines(trace.String()) {
		if value, ok := strings.CutPrefix(line, "> Authorization:"); ok {
			x.sent = append(x.sent, strings.TrimSpace(value))
		}
	}
	dump, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dump = bytes.ReplaceAll(dump, []byte("HTTP/2 "), []byte("HTTP/2.0 ")) // as net/http knows it
	for r := bufio.NewReader(bytes.NewReader(dump)); ; {
		if _, err := r.Peek(1); err != nil {
			break
		}
		// As to a HEAD, since there is no content in the dump.
		resp, err := http.ReadResponse(r, &http.Request{Method: http.MethodHead})
		if err != nil {
			t.Fatalf("curl %q: %v in\n%s", args, err, dump)
		}
		x.responses = append(x.responses, resp)
	}
	if len(x.responses) == 0 {
		t.Fatalf("curl %q: no response\n%s", args, &trace)
	}
	return x
}

// credentials parses a value of Authorization.
func credentials(t *testing.T, value string) header.Credentials {
	t.Helper()
	c, err := header.ParseCredentials([]string{value})
	if err != nil {
		t.Fatalf("Authorization: %s: %v", value, err)
	}
	return c
}

// param returns the parameter of that name, or "".
func param(v interface{ Param(string) (string, bool) }, name string) string {
	s, _ := v.Param(name)
	return s
}
