// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long any test waits for other processes.
const patience = time.Minute

// within returns a context that ends with the test, or when patience does.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// A setup is what a server is asked to offer. Empty fields are left to the
// command.
type setup struct{ schemes, algorithms, realm string }

func (s setup) args() []string {
	args := []string{"serve", "-addr", "127.0.0.1:0"}
	for _, o := range [][2]string{{"-schemes", s.schemes}, {"-algorithms", s.algorithms}, {"-realm", s.realm}} {
		if o[1] != "" {
			args = append(args, o[0], o[1])
		}
	}
	return args
}

// count returns how many schemes are offered.
func (s setup) count() int {
	if s.schemes == "" {
		return 3
	}
	return len(strings.Split(s.schemes, ","))
}

// An account is one that the server announces.
type account struct{ user, password, token string }

func (a account) pair() string { return a.user + ":" + a.password }

// A server is a running httpauth serve.
type server struct {
	t           *testing.T
	url         string
	demo, admin account
	curls       []string // the command lines that it printed

	process *exec.Cmd
	out     *bufio.Reader
	log     bytes.Buffer
}

// start starts a server and ends it with the test.
func start(t *testing.T, with setup) *server {
	t.Helper()
	// Not the context of the test: that ends before the cleanup does.
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	s := &server{t: t, process: exec.CommandContext(ctx, command, with.args()...)}
	s.process.Stderr = &s.log
	out, err := s.process.StdoutPipe()
	if err == nil {
		err = s.process.Start()
	}
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	t.Cleanup(func() {
		defer cancel()
		s.end(syscall.SIGTERM)
	})
	s.out = bufio.NewReader(out)
	s.url = s.read(`listening on (http://127\.0\.0\.1:[0-9]+)`)[1]
	s.demo = s.readAccount("demo")
	s.admin = s.readAccount("admin")
	for range with.count() {
		s.curls = append(s.curls, s.read(`curl .*`)[0])
	}
	return s
}

// read reads the next line, which must match the pattern.
func (s *server) read(pattern string) []string {
	s.t.Helper()
	line, err := s.out.ReadString('\n')
	if err != nil {
		s.t.Fatalf("output of serve: %v", err)
	}
	match := regexp.MustCompile("^" + pattern + "\n$").FindStringSubmatch(line)
	if match == nil {
		s.t.Fatalf("serve printed %q, want %s", line, pattern)
	}
	match[0] = strings.TrimSuffix(match[0], "\n")
	return match
}

func (s *server) readAccount(label string) account {
	s.t.Helper()
	m := s.read(label + `: user=(\S+) password=(\S+) token=(\S+)`)
	return account{m[1], m[2], m[3]}
}

// end ends the process, by its id, once.
func (s *server) end(sig os.Signal) {
	s.t.Helper()
	if s.process.ProcessState != nil {
		return // a test has ended it
	}
	if err := s.process.Process.Signal(sig); err != nil {
		s.t.Errorf("signal: %v", err)
	}
	if rest, err := io.ReadAll(s.out); err != nil || len(rest) > 0 {
		s.t.Errorf("serve also printed %q, %v", rest, err)
	}
	if err := s.process.Wait(); err != nil {
		s.t.Errorf("serve after %v: %v, want status 0\n%s", sig, err, &s.log)
	}
	s.redacted("the log", s.log.String())
}

// redacted checks that a text holds no secret of an account.
func (s *server) redacted(what, text string) {
	s.t.Helper()
	for _, a := range []account{s.demo, s.admin} {
		for _, secret := range []string{a.password, a.token, base64.StdEncoding.EncodeToString([]byte(a.pair()))} {
			if secret != "" && strings.Contains(text, secret) {
				s.t.Errorf("%s holds %q:\n%s", what, secret, text)
			}
		}
	}
}
