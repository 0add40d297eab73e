// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Command httpauth serves, fetches and explains HTTP authentication. It is made
// of the public API of this module alone.
//
//	httpauth serve [-addr 127.0.0.1:8080] [-realm NAME] [-schemes digest,bearer,basic] [-algorithms SHA-256,MD5] [-qop auth,auth-int]
//	httpauth serve [-addr 127.0.0.1:8080] [-realm NAME] -htpasswd FILE [-admins NAME,NAME]
//	httpauth get [-user NAME:PASSWORD] [-token TOKEN] [-X METHOD] [-d DATA] [-v] URL
//	httpauth parse [-field NAME] [-json] [-batch] [LINE ...]
//	httpauth hash [-a bcrypt|argon2id|sha512-crypt] [-digest REALM] USER
//
// Each prints its options with -h.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit statuses.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
	exitRefused = 22 // of get: the response is 4xx or 5xx, as with curl --fail
)

const usage = `usage:
  httpauth serve   serve demo accounts, to try clients on, or those of a file
  httpauth get     fetch a URL, answering its challenges
  httpauth parse   explain authentication fields
  httpauth hash    write the line of a password file for a user

httpauth COMMAND -h prints the options of a command.
`

// std are the standard streams.
type std struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	ctx := context.Background()
	if len(os.Args) > 1 && os.Args[1] != "parse" { // which just ends
		var stop context.CancelFunc
		ctx, stop = signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
		context.AfterFunc(ctx, stop) // a second signal ends at once
	}
	os.Exit(run(ctx, os.Args[1:], std{os.Stdin, os.Stdout, os.Stderr}))
}

// run runs the command and returns its exit status.
func run(ctx context.Context, args []string, io std) int {
	commands := map[string]func(context.Context, []string, std) int{"serve": serve, "get": get, "parse": parse, "hash": hash}
	if len(args) > 0 {
		switch args[0] {
		case "help", "-h", "-help", "--help":
			fmt.Fprint(io.out, usage)
			return exitOK
		}
		if command, ok := commands[args[0]]; ok {
			return command(ctx, args[1:], io)
		}
	}
	fmt.Fprint(io.err, usage)
	return exitUsage
}

// flags returns the flag set of a command.
func flags(synopsis string, io std) *flag.FlagSet {
	fs := flag.NewFlagSet(synopsis, flag.ContinueOnError)
	fs.SetOutput(io.err)
	fs.Usage = func() {
		fmt.Fprintf(io.err, "usage: httpauth %s\n", synopsis)
		fs.PrintDefaults()
	}
	return fs
}

// parseFlags parses args and returns an exit status if the command is to end.
func parseFlags(fs *flag.FlagSet, args []string) (status int, end bool) {
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK, true
	case err != nil:
		return exitUsage, true
	}
	return 0, false
}

// fail reports an error and returns the exit status.
func fail(io std, status int, err error) int {
	fmt.Fprintln(io.err, "httpauth:", err)
	return status
}
