// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// serversVar names the servers to test with, with blanks between. Each must be
// there then, as in .ci/run. Without it, those in PATH are taken.
const serversVar = "HTTPAUTH_REDIS_SERVERS"

// servers returns commands, or skips the test.
func servers(t testing.TB) []string {
	t.Helper()
	if named := strings.Fields(os.Getenv(serversVar)); len(named) > 0 {
		return named
	}
	var found []string
	for _, name := range []string{"redis-server", "valkey-server"} {
		if _, err := exec.LookPath(name); err == nil {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		t.Skip("NOT TESTED: no redis-server and no valkey-server in PATH, and " + serversVar + " names none")
	}
	return found
}

// everyServer runs a test against real servers, each a process of its own.
func everyServer(t *testing.T, test func(t *testing.T, s *server)) {
	t.Helper()
	rows := 0
	for _, command := range servers(t) {
		rows++
		t.Run(command, func(t *testing.T) { test(t, start(t, command)) })
	}
	t.Logf("%d servers", rows)
}

// everyStore runs a test against miniredis, in this process, and against real
// servers.
func everyStore(t *testing.T, test func(t *testing.T, client redis.UniversalClient)) {
	t.Run("miniredis", func(t *testing.T) {
		mini := miniredis.RunT(t)
		mini.ClockTTL(true) // keys expire there too
		test(t, connect(t, mini.Addr()))
	})
	t.Run("servers", func(t *testing.T) {
		everyServer(t, func(t *testing.T, s *server) { test(t, connect(t, s.addr)) })
	})
}

func connect(t testing.TB, addr string) *redis.Client {
	client := redis.NewClient(&redis.Options{Addr: addr})
	t.Cleanup(func() { client.Close() })
	return client
}

// A server is a Redis or Valkey that keeps nothing on disk.
type server struct {
	t       testing.TB
	addr    string
	process *exec.Cmd
	args    []string
	log     bytes.Buffer
}

// start starts a server and ends it with the test.
func start(t testing.TB, command string, more ...string) *server {
	t.Helper()
	for range 5 { // somebody else may take the port before the server does
		addr := freeAddr(t)
		_, port, _ := net.SplitHostPort(addr)
		s := &server{t: t, addr: addr, args: append([]string{command, "--bind", "127.0.0.1", "--port", port,
			"--save", "", "--appendonly", "no", "--dir", t.TempDir()}, more...)}
		if s.run() {
			t.Cleanup(s.end)
			return s
		}
	}
	t.Fatalf("%s does not start", command)
	return nil
}

func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// run starts the process and waits until it answers.
func (s *server) run() bool {
	s.t.Helper()
	s.process = exec.Command(s.args[0], s.args[1:]...)
	s.process.Stdout = &s.log
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	client := redis.NewClient(&redis.Options{Addr: s.addr, MaxRetries: -1})
	defer client.Close()
	var err error
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		var info string
		info, err = client.Info(context.Background(), "server").Result()
		if strings.Contains(info, fmt.Sprintf("process_id:%d\r\n", s.process.Process.Pid)) {
			return true // it is ours
		}
	}
	s.end()
	s.t.Logf("%q: %v\n%s", s.args, err, &s.log)
	return false
}

// end ends the process, by its id, once.
func (s *server) end() {
	if s.process.ProcessState == nil {
		s.process.Process.Kill()
		s.process.Wait()
	}
}

// A part is a process that serves HTTP, one of several behind one Redis.
type part struct {
	url     string
	process *exec.Cmd
	stdin   io.Closer
}

// startPart runs this test binary again, as serve. The process ends when its
// standard input does, so also if this one dies.
func startPart(t *testing.T, addr string, key []byte) *part {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &part{process: exec.Command(exe)}
	p.process.Env = append(slices.Clone(os.Environ()), partVar+"="+addr, partKeyVar+"="+string(key))
	p.process.Stderr = os.Stderr
	stdin, err := p.process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.stdin = stdin
	stdout, err := p.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.stdin.Close()
		if err := p.process.Wait(); err != nil {
			t.Errorf("a process that serves: %v", err)
		}
	})
	if _, err := fmt.Fscanln(stdout, &p.url); err != nil {
		t.Fatal(err)
	}
	return p
}
