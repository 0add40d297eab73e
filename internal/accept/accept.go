// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package accept chooses a media type by the Accept field (RFC 9110, Section
// 12.5.1).
package accept

import (
	"mime"
	"strconv"
	"strings"
)

// Best returns which of the offers suits the lines of Accept best: the one with
// the highest weight, the earlier one of equals. If none is acceptable, it is
// the first: an answer in the wrong form is better than none.
func Best(lines []string, offers ...string) string {
	best, high := offers[0], 0.0
	for _, offer := range offers {
		if q := weight(lines, offer); q > high {
			best, high = offer, q
		}
	}
	return best
}

// weight returns the weight of the most specific range that covers offer.
func weight(lines []string, offer string) float64 {
	kind, _, _ := strings.Cut(offer, "/")
	q, rank := 0.0, 0
	for element := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		media, params, err := mime.ParseMediaType(element)
		if err != nil {
			continue
		}
		r := 0
		switch media {
		case offer:
			r = 3
		case kind + "/*":
			r = 2
		case "*/*":
			r = 1
		}
		if r > rank {
			q, rank = quality(params["q"]), r
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
