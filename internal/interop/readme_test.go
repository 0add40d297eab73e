// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// shell runs a command line in the root of the repository.
func shell(t *testing.T, line string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(within(t), "sh", "-c", line)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeCommands runs the shell lines of README.md, against a server on
// another port. The first two are what .ci/run and the other tests here run.
func TestReadmeCommands(t *testing.T) {
	s := start(t, setup{})
	ran, left := 0, 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme(t), -1) {
		for line := range strings.Lines(block[1]) {
			command, _, _ := strings.Cut(line, " #")
			switch command = strings.TrimSpace(command); command {
			case "go run ./cmd/httpauth serve", "go test ./...":
				left++
				continue
			}
			ran++
			command = strings.ReplaceAll(command, "http://127.0.0.1:8080", s.url)
			if out, err := shell(t, command); err != nil {
				t.Errorf("%s: %v: %s", command, err, out)
			}
		}
	}
	if ran < 2 || left != 2 {
		t.Errorf("%d lines were run, %d left out", ran, left)
	}
}

// TestReadmeGuarantees finds a test for each command that README.md says to
// check a guarantee with.
func TestReadmeGuarantees(t *testing.T) {
	commands := regexp.MustCompile("`go test ([^`]*)`").FindAllStringSubmatch(readme(t), -1)
	if len(commands) < 8 {
		t.Errorf("only %d commands", len(commands))
	}
	for _, c := range commands {
		args := strings.ReplaceAll(strings.ReplaceAll(c[1], "-v ", ""), "-run ", "-list ")
		if !strings.Contains(args, "-list") {
			args = "-list . " + args
		}
		out, err := shell(t, "go test "+strings.ReplaceAll(args, `\|`, "|"))
		if err != nil || !strings.Contains(out, "Test") {
			t.Errorf("go test %s finds no test: %v: %s", c[1], err, out)
		}
	}
}
