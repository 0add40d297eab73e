// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bytes"
	"context"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// openTerminal returns the two ends of a terminal: who types, and the program. Any
// Linux has terminals; where there is none, this fails rather than hide that nothing
// was tested.
func openTerminal(t *testing.T) (typist, program *os.File) {
	t.Helper()
	typist, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal("there is no terminal to test with: ", err)
	}
	t.Cleanup(func() { typist.Close() })
	var unlock, number int32
	for request, arg := range map[uintptr]*int32{syscall.TIOCSPTLCK: &unlock, syscall.TIOCGPTN: &number} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, typist.Fd(), request, uintptr(unsafe.Pointer(arg))); errno != 0 {
			t.Fatal("there is no terminal to test with: ", errno)
		}
	}
	program, err = os.OpenFile("/dev/pts/"+strconv.Itoa(int(number)), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal("there is no terminal to test with: ", err)
	}
	t.Cleanup(func() { program.Close() })
	return typist, program
}

func hasEcho(t *testing.T, f *os.File) bool {
	t.Helper()
	var state syscall.Termios
	if err := ioctl(f, getTermios, &state); err != nil {
		t.Fatal(err)
	}
	return state.Lflag&syscall.ECHO != 0
}

// A prompter is a standard error that tells of prompts.
type prompter struct {
	mu   sync.Mutex
	text bytes.Buffer
	asks chan bool
}

func (p *prompter) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if strings.HasSuffix(string(b), ": ") {
		p.asks <- true
	}
	return p.text.Write(b)
}

// A password is typed twice, and does not show; the terminal is as before
// whatever comes of it.
func TestHashTerminal(t *testing.T) {
	for _, test := range []struct {
		name   string
		typed  []string // an answer that is missing: interrupted
		status int
		err    string
	}{
		{"right", []string{"open sesame\r", "open sesame\n"}, exitOK, "password: \nthe same again: \n"},
		{"not the same", []string{"open sesame\n", "open sesamE\n"}, exitFailure, "password: \nthe same again: \nhttpauth: the passwords are not the same\n"},
		{"end of file", []string{"\x04"}, exitFailure, "password: \nhttpauth: EOF\n"},
		{"empty", []string{"\n", "\n"}, exitFailure, "password: \nthe same again: \nhttpauth: "},
		{"interrupted", nil, exitFailure, "password: \nhttpauth: interrupted\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			typist, program := openTerminal(t)
			ctx, cancel := context.WithTimeout(within(t), 30*time.Second)
			defer cancel()
			log := &prompter{asks: make(chan bool, 2)}
			var out bytes.Buffer
			done := make(chan int, 1)
			go func() {
				done <- run(ctx, []string{"hash", "-digest", "x", "alice"}, std{program, &out, log})
			}()
			for _, text := range test.typed {
				<-log.asks
				if hasEcho(t, program) {
					t.Error("what is typed shows")
				}
				if _, err := typist.WriteString(text); err != nil {
					t.Fatal(err)
				}
			}
			if test.typed == nil {
				<-log.asks
				cancel()
			}
			status := <-done
			log.mu.Lock()
			defer log.mu.Unlock()
			if status != test.status || !strings.HasPrefix(log.text.String(), test.err) || (status == exitOK) != strings.HasPrefix(out.String(), "alice:x:") {
				t.Errorf("%d, %q, %q", status, &out, &log.text)
			}
			if !hasEcho(t, program) {
				t.Error("the terminal stays without echo")
			}
			if test.typed == nil {
				typist.WriteString("\n") // so that nobody reads on
			}
		})
	}
}
