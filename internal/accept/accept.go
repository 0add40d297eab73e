// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package accept chooses a media type by the Accept field (RFC 9110, Section
// 12.5.1).
package accept

import (
	"mime"
	"slices"
	"strconv"
	"strings"
)

// Best returns which of the offers suits the lines of Accept best: the one with
// the highest weight, the earlier one of equals. If none is acceptable, it is
// the first: an answer in the wrong form is better than none.
func Best(lines []string, offers ...string) string {
	length := 0
	for _, line := range lines {
		length += len(line)
	}
	if length > maxLength {
		return offers[0]
	}
	ranges := parse(lines)
	best, high := offers[0], 0.0
	for _, offer := range offers {
		if q := weight(ranges, offer); q > high {
			best, high = offer, q
		}
	}
	return best
}

// maxLength bounds what is read of Accept. It is read for everybody who is
// refused, and browsers send some hundred bytes.
const maxLength = 2 << 10

// A mediaRange is one element of Accept.
type mediaRange struct {
	media   string
	quality float64
}

func parse(lines []string) (ranges []mediaRange) {
	for _, line := range lines {
		for element := range strings.SplitSeq(line, ",") {
			if media, params, err := mime.ParseMediaType(element); err == nil {
				ranges = append(ranges, mediaRange{media, quality(params["q"])})
			}
		}
	}
	return ranges
}

// weight returns the weight of the most specific range that covers offer.
func weight(ranges []mediaRange, offer string) float64 {
	kind, _, _ := strings.Cut(offer, "/")
	q, rank := 0.0, 0
	for _, r := range ranges {
		n := slices.Index([]string{"", "*/*", kind + "/*", offer}, r.media)
		if n > rank {
			q, rank = r.quality, n
		}
	}
	return q
}

func quality(s string) float64 {
	if s == "" {
		return 1
	}
	q, err := strconv.ParseFloat(s, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}
