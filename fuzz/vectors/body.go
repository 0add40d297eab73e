// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors

import "strings"

// parseBody splits the text after the empty line into field lines.
func parseBody(text string, encoded bool) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	text, ok := strings.CutSuffix(text, "\n")
	if !ok {
		return nil, errLastLF
	}
	lines := strings.Split(text, "\n")
	if encoded {
		for i, line := range lines {
			var err error
			if lines[i], err = unescape(line, true); err != nil {
				return nil, err
			}
		}
	}
	special := false
	for _, line := range lines {
		special = special || strings.ContainsAny(line, "\r\n\x00")
	}
	if special != encoded {
		return nil, errEncoding
	}
	return lines, nil
}

// unescape undoes the percent rules. It refuses what the rules would have
// written in another way. blank tells that the blank stands as it is.
func unescape(s string, blank bool) (string, error) {
	plain := func(c byte) bool {
		return c > 0x20 && c < 0x7f && c != '%' || blank && c == ' '
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			if len(s) < i+3 {
				return "", errPercent
			}
			hi, lo := strings.IndexByte(hexDigits, s[i+1]), strings.IndexByte(hexDigits, s[i+2])
			if hi < 0 || lo < 0 {
				return "", errPercent
			}
			c = byte(hi<<4 | lo)
			if plain(c) {
				return "", errPercent
			}
			i += 2
		} else if !plain(c) {
			return "", errPercent
		}
		b.WriteByte(c)
	}
	return b.String(), nil
}

const hexDigits = "0123456789ABCDEF"
