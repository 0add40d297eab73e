// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every Go block of README.md stands, line for line, in a test or an Example,
// which compiles and runs it.
func TestReadmeCode(t *testing.T) {
	text, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var tests []string
	for _, s := range sources(t) {
		if s.isTest() {
			tests = append(tests, flatten(s.text))
		}
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	if len(blocks) < 4 {
		t.Errorf("README.md has %d Go blocks", len(blocks))
	}
	for _, block := range blocks {
		found := false
		for _, test := range tests {
			found = found || strings.Contains(test, flatten(block[1]))
		}
		if !found {
			t.Errorf("no test has this block of README.md:\n%s", block[1])
		}
	}
}

// flatten removes the indentation, which depends on where code stands.
func flatten(code string) string {
	var b strings.Builder
	for line := range strings.Lines(code) {
		b.WriteString(strings.TrimSpace(line))
		b.WriteByte('\n')
	}
	return b.String()
}

// Commands are to be pasted: in a table a bar has a backslash before it, and a
// pattern with that matches nothing.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile("`(go [^`]+)`").FindAllStringSubmatch(string(text), -1)
	for _, command := range commands {
		if strings.Contains(command[1], "|") {
			t.Errorf("README.md: %s", command[1])
		}
		pattern := regexp.MustCompile(`-run '?([^ ']+)`).FindStringSubmatch(command[1])
		if pattern == nil || strings.HasPrefix(command[1], "go run") {
			continue
		}
		named := regexp.MustCompile(`(?m)^func (?:Test|Fuzz|Example)\w*` + pattern[1])
		found := false
		for _, s := range sources(t) {
			found = found || s.isTest() && named.MatchString(s.text)
		}
		if !found {
			t.Errorf("README.md: no test for %s", command[1])
		}
	}
	if len(commands) < 15 {
		t.Errorf("README.md has %d commands", len(commands))
	}
}

// What README.md names by path exists.
func TestReadmePaths(t *testing.T) {
	text, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(string(text), -1)
	for _, link := range links {
		if _, err := os.Stat(root + "/" + link[1]); err != nil {
			t.Errorf("README.md links to %s, which does not exist", link[1])
		}
	}
	if len(links) < 5 {
		t.Errorf("README.md has %d links", len(links))
	}
}
