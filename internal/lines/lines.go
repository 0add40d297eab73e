// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package lines reads password files, line by line, within bounds. What a line
// means is for the package of the format.
package lines

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// Max bounds a line, without its end. lighttpd skips longer ones. A file that
	// is one line without end does not fill the memory.
	Max = 1024

	// Mark is the byte order mark that some editors write.
	Mark = "\ufeff"

	// maxSize bounds the file, so that reading one that never ends does.
	maxSize = 64 << 20

	// maxErrors is where reading stops: the file is not what it should be.
	maxErrors = 10
)

// Why a line is not good, whatever the format.
const (
	TooLong     = "longer than 1024 bytes"
	HasMark     = "begins with a byte order mark"
	HasBlank    = "begins with a space or tab"
	NotUTF8     = "not UTF-8"
	HasControls = "has a control character"
)

var errSize = errors.New("the file is too large")

// Read calls add for each line that is neither blank nor a comment, with its
// number, from 1 on, and without its end. add returns the reason why the line is
// not good, or none; lines that are good in no format do not get there. bad makes
// an error of number and reason. After the tenth one, nothing more is read.
//
// The error is what bad has made, or several of them joined, or that of the
// reader, with the prefix.
func Read(r io.Reader, prefix string, add func(n int, line string) (reason string), bad func(n int, reason string) error) error {
	in := reader{r: bufio.NewReaderSize(r, 32<<10)}
	var errs []error
	for n := 1; len(errs) < maxErrors; n++ {
		line, err := in.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", prefix, err))
			break
		}
		reason := check(line)
		if reason == "" && !isSkipped(line) {
			reason = add(n, string(line))
		}
		if reason != "" {
			errs = append(errs, bad(n, reason))
		}
	}
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

// check returns the reason why a line is good in no format, or none.
func check(line []byte) (reason string) {
	switch {
	case isSkipped(line):
		return ""
	case len(line) > Max:
		return TooLong
	case bytes.HasPrefix(line, []byte(Mark)):
		return HasMark
	case line[0] == ' ', line[0] == '\t':
		return HasBlank
	case !utf8.Valid(line):
		return NotUTF8
	case strings.ContainsFunc(string(line), unicode.IsControl):
		return HasControls
	}
	return ""
}

// isSkipped reports whether a line is blank or a comment.
func isSkipped(line []byte) bool { return isBlank(line) || line[0] == '#' }

func isBlank(line []byte) bool { return len(bytes.Trim(line, " \t")) == 0 }

// A reader keeps no more of a line than is needed to see that it is too long.
type reader struct {
	r    *bufio.Reader
	size int
}

// next returns a line without its end, or if it does not fit into the buffer, as much
// of one that is as good. The error is io.EOF if there is none.
func (l *reader) next() ([]byte, error) {
	line, err := l.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		return l.long(line)
	}
	if l.size += len(line); l.size > maxSize {
		return nil, errSize
	}
	if err != nil && err != io.EOF || len(line) == 0 {
		return nil, err
	}
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}

// long reads to the end of a line that is longer than the buffer, and returns a
// comment, nothing, or too much, as that was.
func (l *reader) long(part []byte) ([]byte, error) {
	comment, blank, err := part[0] == '#', isBlank(part), bufio.ErrBufferFull
	for l.size += len(part); err == bufio.ErrBufferFull && l.size <= maxSize; l.size += len(part) {
		part, err = l.r.ReadSlice('\n')
		blank = blank && isBlank(bytes.TrimRight(part, "\r\n"))
	}
	switch {
	case l.size > maxSize:
		return nil, errSize
	case err != nil && err != io.EOF:
		return nil, err
	case comment || blank:
		return nil, nil
	}
	return make([]byte, Max+1), nil
}
