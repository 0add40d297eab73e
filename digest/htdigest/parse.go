// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/digest"
)

const (
	// maxLine bounds a line, without its end. lighttpd skips longer ones. A file
	// that is one line without end does not fill the memory.
	maxLine = 1024

	// maxSize bounds the file, so that reading one that never ends does.
	maxSize = 64 << 20

	// maxErrors is where reading stops: the file is not what it should be.
	maxErrors = 10
)

// Parse reads a file once. The options may be nil. The error is an [*Error], or
// several of them joined, [ErrNoUsers], or one of the reader. After the tenth
// line that is not good, nothing more is read.
func Parse(r io.Reader, opts *Options) (*Table, error) {
	p := parser{table: Table{users: make(map[space]index)}}
	var err error
	if p.wide, err = opts.wide(); err != nil {
		return nil, err
	}
	lines := lineReader{r: bufio.NewReaderSize(r, 32<<10)}
	var errs []error
	for n := 1; len(errs) < maxErrors; n++ {
		line, err := lines.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("htdigest: %w", err))
			break
		}
		if reason := p.line(n, line); reason != "" {
			errs = append(errs, &Error{n, reason})
		}
	}
	switch {
	case len(errs) == 1:
		return nil, errs[0]
	case len(errs) > 1:
		return nil, errors.Join(errs...)
	case len(p.table.users) == 0:
		return nil, ErrNoUsers
	}
	return &p.table, nil
}

// A lineReader keeps no more of a line than is needed to see that it is too
// long.
type lineReader struct {
	r    *bufio.Reader
	size int
}

// next returns a line without its end. The error is io.EOF if there is none.
func (l *lineReader) next() ([]byte, error) {
	line, err := l.r.ReadSlice('\n')
	n := len(line)
	for err == bufio.ErrBufferFull {
		var more []byte
		more, err = l.r.ReadSlice('\n')
		n += len(more)
		if l.size+n > maxSize {
			break
		}
	}
	l.size += n
	switch {
	case l.size > maxSize:
		return nil, errSize
	case err != nil && err != io.EOF, n == 0:
		return nil, err
	}
	// Of a line that does not fit into the buffer this is as many bytes of
	// something else: too long it is all the same.
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}

type parser struct {
	table Table
	wide  digest.Algorithm // of 64 digits, where nothing else says it
}

// line adds what is in a line. It returns the reason why that is not good, or
// none.
func (p *parser) line(n int, line []byte) (reason string) {
	if len(line) > maxLine {
		return tooLong
	}
	if isSkipped(line) {
		return ""
	}
	f, reason := split(string(line))
	if reason != "" {
		return reason
	}
	a, hash, reason := p.algorithm(f)
	if reason != "" || a == "" {
		return reason
	}
	secret, err := digest.ParseSecret(a, f.digits)
	if err != nil {
		return unusable
	}
	// The name is a copy, as it would keep all of the line.
	return p.table.add(space{a, f.realm}, hash, &entry{secret, strings.Clone(f.user), n})
}

func isSkipped(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' {
			return line[0] == '#'
		}
	}
	return true
}

const mark = "\ufeff" // the byte order mark of some editors

type fields struct {
	user, realm, digits, hash string
	hashed                    bool // there is a fourth field
}

// split returns the fields of a line if they have the right form.
func split(line string) (f fields, reason string) {
	switch {
	case strings.HasPrefix(line, mark):
		return f, hasMark
	case strings.HasPrefix(line, " "), strings.HasPrefix(line, "\t"):
		return f, hasBlank
	case !utf8.ValidString(line):
		return f, notUTF8
	case strings.ContainsFunc(line, unicode.IsControl):
		return f, hasControls
	}
	var second, third bool
	f.user, line, second = strings.Cut(line, ":")
	f.realm, line, third = strings.Cut(line, ":")
	f.digits, f.hash, f.hashed = strings.Cut(line, ":")
	switch {
	case !second, !third:
		return f, tooFew
	case strings.Contains(f.hash, ":"):
		return f, tooMany
	case f.user == "":
		return f, noUser
	case f.realm == "":
		return f, noRealm
	case len(f.digits) != 32 && len(f.digits) != 64:
		return f, wrongLength
	case strings.ContainsFunc(f.digits, isNoDigit):
		return f, notHex
	}
	return f, ""
}

func isNoDigit(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF", r) }

// algorithm returns the algorithm of the secret and the user hash with it. There
// is no algorithm if it is not available.
func (p *parser) algorithm(f fields) (a digest.Algorithm, hash, reason string) {
	candidates := []digest.Algorithm{digest.MD5}
	switch {
	case len(f.digits) == 32 && !isAvailable(digest.MD5):
		return "", "", ""
	case len(f.digits) == 64 && f.hashed:
		candidates = []digest.Algorithm{digest.SHA256, digest.SHA512256}
	case len(f.digits) == 64:
		candidates = []digest.Algorithm{p.wide}
	}
	for _, a := range candidates {
		hash, err := digest.UserHash(a, f.user, f.realm)
		if err != nil {
			return "", "", unusable
		}
		if !f.hashed || f.hash == hash {
			return a, hash, ""
		}
	}
	return "", "", wrongHash
}

// isAvailable reports whether secrets of that algorithm can be used here.
func isAvailable(a digest.Algorithm) bool {
	_, err := digest.UserHash(a, "-", "-")
	return err == nil
}
