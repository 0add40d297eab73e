// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"bytes"
	"errors"
	"io"
)

// A buffer keeps content in blocks: it never takes more memory than was
// received, and one block. A slice that grows would take up to three times as
// much while it is copied.
type buffer struct {
	blocks [][]byte
	size   int64
}

// The blocks double what there is, within these bounds.
const (
	minBlock = 512
	maxBlock = 64 << 10
)

var errTooLong = errors.New("nethttp: the content is longer than what is kept of it")

// fill reads all of r. If that is more than limit, it reads one byte too many
// and returns errTooLong. After an error, the buffer has what was read so far.
func (b *buffer) fill(r io.Reader, limit int64) error {
	var block []byte
	for {
		if len(block) == cap(block) {
			size := max(minBlock, min(b.size, maxBlock))
			if left := limit - b.size; left < size {
				size = left + 1
			}
			block = make([]byte, 0, size)
			b.blocks = append(b.blocks, block)
		}
		n, err := r.Read(block[len(block):cap(block)])
		block = block[:len(block)+n]
		b.blocks[len(b.blocks)-1] = block
		b.size += int64(n)
		switch {
		case b.size > limit:
			return errTooLong
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}

// reader returns a reader of all of it, from the start.
func (b *buffer) reader() io.Reader {
	readers := make([]io.Reader, len(b.blocks))
	for i, block := range b.blocks {
		readers[i] = bytes.NewReader(block)
	}
	return io.MultiReader(readers...)
}

// A body is a buffered content in the place of the body that it was read from.
type body struct {
	io.Reader
	io.Closer
}
