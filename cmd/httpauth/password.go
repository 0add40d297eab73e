// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// maxPiped bounds what is read of a pipe. No password is as long.
const maxPiped = 8 << 10

var (
	errInterrupted = errors.New("interrupted")
	errNotTheSame  = errors.New("the passwords are not the same")
	errTooMuch     = errors.New("standard input has more than a password")
)

// readPassword reads a password from a terminal, twice and without echo, or all
// of what is piped in, but for the end of the line.
func readPassword(ctx context.Context, s std) (string, error) {
	read := readPiped
	if file, ok := s.in.(*os.File); ok {
		restore, isTerminal, err := hideInput(file)
		if err != nil {
			return "", err
		}
		if isTerminal {
			defer restore()
			read = readTyped
		}
	}
	type result struct {
		password string
		err      error
	}
	// Who interrupts gets the terminal back as it was. What reads still waits
	// then; it ends with the program.
	done := make(chan result, 1)
	go func() {
		password, err := read(s)
		done <- result{password, err}
	}()
	select {
	case r := <-done:
		return r.password, r.err
	case <-ctx.Done():
		fmt.Fprintln(s.err)
		return "", errInterrupted
	}
}

func readTyped(s std) (string, error) {
	in := bufio.NewReader(s.in)
	ask := func(prompt string) (string, error) {
		fmt.Fprint(s.err, prompt)
		defer fmt.Fprintln(s.err) // the one that was typed does not show
		line, err := in.ReadString('\n')
		return strings.TrimSuffix(line, "\n"), err
	}
	password, err := ask("password: ")
	if err != nil {
		return "", err
	}
	again, err := ask("the same again: ")
	switch {
	case err != nil:
		return "", err
	case password != again:
		return "", errNotTheSame
	}
	return password, nil
}

func readPiped(s std) (string, error) {
	b, err := io.ReadAll(io.LimitReader(s.in, maxPiped+1))
	switch {
	case err != nil:
		return "", err
	case len(b) > maxPiped:
		return "", errTooMuch
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(b), "\n"), "\r"), nil
}
