// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"bufio"
	"bytes"
	"io"
)

const (
	// maxLine bounds a line, without its end. A file that is one line without end
	// does not fill the memory.
	maxLine = 1024

	// maxSize bounds the file, so that reading one that never ends does.
	maxSize = 64 << 20
)

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

// isSkipped reports whether a line is blank or a comment.
func isSkipped(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' {
			return line[0] == '#'
		}
	}
	return true
}
