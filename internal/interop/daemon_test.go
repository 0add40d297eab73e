// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"bytes"
	"cmp"
	"context"
	"net"
	"os"
	"os/exec"
	osuser "os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A daemon is a server of somebody else. All of its files are in one directory,
// and it runs as an ordinary user, also where the tests do not.
type daemon struct {
	t    *testing.T
	dir  string
	port string

	process *exec.Cmd
	output  bytes.Buffer
	ended   chan error // how it ended
}

// newDaemon returns one that is not started yet.
func newDaemon(t *testing.T) *daemon {
	t.Helper()
	dir, err := os.MkdirTemp("", "interop") // those of t.TempDir are closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	d := &daemon{t: t, dir: dir, ended: make(chan error, 1)}
	if c := ordinary(t); c != nil {
		if err := os.Chown(dir, int(c.Uid), int(c.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	// The system does not give that port to anybody else so soon.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, d.port, _ = net.SplitHostPort(l.Addr().String())
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return d
}

// ordinary returns the user that daemons run as: nobody, if these tests run as
// root. Otherwise it is nil.
func ordinary(t *testing.T) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	u, err := osuser.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := cmp.Or(err, err2); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

// url returns the one of a path.
func (d *daemon) url(path string) string { return "http://127.0.0.1:" + d.port + path }

// write writes one of its files.
func (d *daemon) write(name string, text []byte) {
	d.t.Helper()
	write(d.t, filepath.Join(d.dir, name), text)
}

func write(t *testing.T, file string, text []byte) {
	t.Helper()
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// read returns what it has written to a file.
func (d *daemon) read(name string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.dir, name))
	if err != nil {
		d.t.Error(err)
	}
	return string(text)
}

// configure writes the file of testdata with that name, in which @DIR@ is the
// directory, @PORT@ the port, and @UPSTREAM@ that of what it is in front of.
func (d *daemon) configure(name, upstream string) {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		d.t.Fatal(err)
	}
	r := strings.NewReplacer("@DIR@", d.dir, "@PORT@", d.port, "@UPSTREAM@", upstream)
	d.write(name, []byte(r.Replace(string(text))))
}

// run starts the program args[0], waits until it listens, and ends it with the
// test. The arguments may have @DIR@.
func (d *daemon) run(args ...string) {
	d.t.Helper()
	args = slices.Clone(args)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "@DIR@", d.dir)
	}
	// Not the context of the test: that ends before the cleanup does.
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	d.t.Cleanup(cancel)
	d.process = exec.CommandContext(ctx, installed(d.t, args[0]), args[1:]...)
	d.process.Cancel = func() error { return d.process.Process.Signal(syscall.SIGTERM) } // so that it ends its own
	d.process.WaitDelay = time.Second
	d.process.Dir = d.dir
	d.process.Stdout, d.process.Stderr = &d.output, &d.output
	d.process.SysProcAttr = &syscall.SysProcAttr{Credential: ordinary(d.t)}
	if err := d.process.Start(); err != nil {
		d.t.Fatal(err)
	}
	go func() { d.ended <- d.process.Wait() }()
	d.t.Cleanup(d.finish)
	for {
		conn, err := net.Dial("tcp", "127.0.0.1:"+d.port)
		if err == nil {
			conn.Close()
			return
		}
		select {
		case err := <-d.ended:
			d.ended <- err
			d.t.Fatalf("%s ended before it listened: %v", args[0], err)
		case <-ctx.Done():
			d.t.Fatalf("%s does not listen: %v", args[0], err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// end ends it, so that its logs are complete. What it thinks of that does not
// matter.
func (d *daemon) end() {
	d.process.Process.Signal(syscall.SIGTERM) // it may be gone
	d.ended <- <-d.ended
}

// finish ends it, and shows its logs if the test has failed.
func (d *daemon) finish() {
	d.end()
	if !d.t.Failed() {
		return
	}
	d.t.Logf("%s:\n%s", d.process.Path, &d.output)
	for _, name := range []string{"error.log", "access.log"} {
		if text, err := os.ReadFile(filepath.Join(d.dir, name)); err == nil {
			d.t.Logf("%s:\n%s", name, text)
		}
	}
}

// installed returns the path of a program that .ci/run installs.
func installed(t *testing.T, program string) string {
	t.Helper()
	for _, name := range []string{program, "/usr/sbin/" + program} { // which is not in the PATH of everybody
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("%s is missing: .ci/run interop installs it", program)
	return ""
}
