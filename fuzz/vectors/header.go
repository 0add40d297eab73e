// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors

import (
	"fmt"
	"slices"
	"strings"
)

// quirkNames are the quirks that the package documentation describes, sorted.
var quirkNames = []string{
	"bare-token68",
	"bare-values",
	"controls",
	"keep-prefix",
	"missing-comma",
	"obs-fold",
	"open-quote",
	"orphan-params",
	"repeated-equals",
	"scheme-comma",
	"semicolons",
	"skip-bad-lines",
	"skip-quoted",
	"spaced-values",
	"tab-after-scheme",
	"valueless-params",
}

// header is what is left of the header lines.
type header struct{ lines []string }

// next takes the first line off if it has the given key.
func (h *header) next(key string) (value string, ok bool, err error) {
	if len(h.lines) == 0 {
		return "", false, nil
	}
	rest, ok := strings.CutPrefix(h.lines[0], key+":")
	if !ok {
		return "", false, nil
	}
	h.lines = h.lines[1:]
	if rest == "" {
		return "", true, nil
	}
	value, blank := strings.CutPrefix(rest, " ")
	if !blank || value == "" || value != strings.Trim(value, " ") {
		return "", false, fmt.Errorf("key %q: %w", key, errBlanks)
	}
	return value, true, nil
}

// need takes the first line off, which must have the given key and a value.
func (h *header) need(key string) (string, error) {
	value, ok, err := h.next(key)
	if err != nil {
		return "", err
	}
	if !ok || value == "" {
		return "", fmt.Errorf("key %q: %w", key, errMissing)
	}
	return value, nil
}

// parseHeader reads the text before the empty line. It reports whether the
// body is percent-encoded.
func parseHeader(text string) (v Vector, encoded bool, err error) {
	for i := range len(text) {
		if c := text[i]; c != '\n' && (c < 0x20 || c > 0x7e) {
			return v, false, errText
		}
	}
	h := &header{strings.Split(text, "\n")}
	if v.Field, err = h.need("field"); err != nil {
		return v, false, err
	}
	if v.Expect, err = h.need("expect"); err != nil {
		return v, false, err
	}
	if v.Quirks, err = parseQuirks(h); err != nil {
		return v, false, err
	}
	if v.Section, err = h.need("section"); err != nil {
		return v, false, err
	}
	if v.Source, err = h.need("source"); err != nil {
		return v, false, err
	}
	if v.Comment, err = h.need("comment"); err != nil {
		return v, false, err
	}
	encoding, encoded, err := h.next("encoding")
	if err != nil {
		return v, false, err
	}
	if encoded && encoding != "percent" {
		return v, false, errEncoding
	}
	return v, encoded, parseResult(h, &v)
}

// parseQuirks reads the line of quirks if there is one.
func parseQuirks(h *header) ([]string, error) {
	value, ok, err := h.next("quirks")
	if err != nil || !ok {
		return nil, err
	}
	names := strings.Split(value, " ")
	for i, name := range names {
		if !slices.Contains(quirkNames, name) || i > 0 && names[i-1] >= name {
			return nil, errQuirk
		}
	}
	return names, nil
}
