// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package leak

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// leakVar tells a process what its test leaves behind.
const leakVar = "HTTPAUTH_LEAK"

// What a test may leave behind, and what of it is in the output. Nothing is to
// be found of what has no output.
var kinds = map[string]struct {
	leave  func(t *testing.T)
	output []string
}{
	"nothing":                  {func(*testing.T) {}, nil},
	"a goroutine":              {func(*testing.T) { go wait(nil) }, []string{"leak: 1 goroutines are left", "internal/leak.wait(", "[chan receive"}},
	"three goroutines":         {func(*testing.T) { go wait(nil); go wait(nil); go wait(nil) }, []string{"leak: 3 goroutines"}},
	"a goroutine of a library": {func(*testing.T) { go io.Copy(io.Discard, endless{}) }, []string{"leak: 1 goroutines", "created by github.com/go-httpauth/httpauth/internal/leak"}},
	"a server":                 {func(t *testing.T) { listen(t) }, []string{"net/http.(*Server).Serve", "created by net/http/httptest"}},
	"an idle connection": {func(t *testing.T) {
		client := &http.Client{Transport: new(http.Transport)}
		get(t, client, listen(t))
	}, []string{"net/http.(*persistConn).readLoop"}},
	"what ends soon": {func(*testing.T) { go func() { <-time.After(50 * time.Millisecond) }() }, nil},
	"what ends with its server": {func(t *testing.T) {
		srv := listen(t)
		get(t, http.DefaultClient, srv)
		srv.Close()
	}, nil},
	"a failure": {func(t *testing.T) { go wait(nil); t.Error("the failure") }, []string{"the failure"}},
}

func wait(c chan struct{}) { <-c }

// endless never has anything to read.
type endless struct{}

func (endless) Read([]byte) (int, error) { select {} }

func listen(t *testing.T) *httptest.Server {
	t.Helper()
	return httptest.NewServer(http.NotFoundHandler())
}

func get(t *testing.T, c *http.Client, srv *httptest.Server) {
	t.Helper()
	resp, err := c.Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}

// TestMain has a goroutine that was there before. A part does not wait for long.
func TestMain(m *testing.M) {
	go wait(nil)
	if os.Getenv(leakVar) == "" {
		Main(m)
	}
	os.Exit(run(m.Run, time.Second, os.Stderr))
}

// TestLeave is the test of a part.
func TestLeave(t *testing.T) {
	if kind, ok := kinds[os.Getenv(leakVar)]; ok {
		kind.leave(t)
	}
}

func TestMainFindsWhatIsLeft(t *testing.T) {
	if os.Getenv(leakVar) != "" {
		return // this is a part
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(exe, "-test.run=^TestLeave$")
			cmd.Env = append(os.Environ(), leakVar+"="+name)
			out, err := cmd.CombinedOutput()
			if (err == nil) != (kind.output == nil) || cmd.ProcessState.ExitCode() > 1 {
				t.Errorf("%v: %s", err, out)
			}
			for _, part := range kind.output {
				if !strings.Contains(string(out), part) {
					t.Errorf("no %q in %s", part, out)
				}
			}
			if strings.Contains(string(out), "leak: ") != (kind.output != nil && name != "a failure") {
				t.Errorf("%s", out)
			}
		})
	}
	if len(kinds) != 9 {
		t.Errorf("%d kinds", len(kinds))
	}
}
