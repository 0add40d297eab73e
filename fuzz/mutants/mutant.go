// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// A mutant is one fault to be put into a source file.
type mutant struct {
	name     string // of its file, without .txt
	file     string // the source file, with slashes, from the root of the module
	also     string // packages whose tests may catch it, besides that of the file; separated by blanks
	first    string // the test that is likely to, for a package whose tests take long
	what     string // what breaks, one line
	old, new string // the text, and the one in its place
}

var (
	nameForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	mutantForm = regexp.MustCompile(`(?s)^file: ([a-z0-9]+(?:/[a-z0-9]+)*/[a-z0-9]+\.go)\n(?:also: (\./[^\n]+)\n)?(?:first: (\w+)\n)?what: ([^\n]+)\n--- old\n(.+)\n--- new\n(.*)$`)
)

var (
	errName   = errors.New("the name is not lower case with hyphens")
	errForm   = errors.New("not file, also and first if need be, what, --- old, --- new")
	errSame   = errors.New("old and new are the same")
	errTwice  = errors.New("old occurs more than once")
	errAbsent = errors.New("old does not occur")
)

// parse reads the text of a mutant. The text of a block lacks the LF at its end.
func parse(name, text string) (mutant, error) {
	m := mutantForm.FindStringSubmatch(text)
	switch {
	case !nameForm.MatchString(name):
		return mutant{}, errName
	case m == nil || strings.Count(text, "\n--- ") != 2:
		return mutant{}, errForm
	}
	mu := mutant{name, m[1], m[2], m[3], m[4], m[5], strings.TrimSuffix(m[6], "\n")}
	if mu.old == mu.new {
		return mutant{}, errSame
	}
	return mu, nil
}

// packages are those whose tests must catch the fault.
func (m mutant) packages() []string {
	return append([]string{"./" + path.Dir(m.file)}, strings.Fields(m.also)...)
}

// load reads all mutants, in the order of their names.
func load(root string) ([]mutant, error) {
	paths, err := filepath.Glob(filepath.Join(root, "fuzz/mutants/patches/*.txt"))
	if err != nil {
		return nil, err
	}
	all := make([]mutant, len(paths))
	for i, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(filepath.Base(p), ".txt")
		if all[i], err = parse(name, string(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}

// apply returns the source with the fault in it.
func (m mutant) apply(source []byte) ([]byte, error) {
	switch bytes.Count(source, []byte(m.old)) {
	case 0:
		return nil, errAbsent
	case 1:
		return bytes.Replace(source, []byte(m.old), []byte(m.new), 1), nil
	}
	return nil, errTwice
}
