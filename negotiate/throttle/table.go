// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle

import "time"

// A table keeps a fixed number of counts, in sets: a key is in one set, at any
// place of it but the first.
type table struct {
	rule   rule
	shared rule // of the first count of each set, that of all keys that find no place
	counts []count
}

const countsPerSet = 8

func newTable(r rule, most time.Duration, sets int) table {
	shared := r
	shared.most, shared.tries = min(r.most, most), 0
	return table{r, shared, make([]count, sets*countsPerSet)}
}

// A use is a count, and the rule that it goes by.
type use struct {
	count *count
	rule  rule
}

// find returns the count of a key, a new one if there was none. Nothing that is
// not over makes room for another: rather than to let guessers have their failures
// forgotten by adding others, those that find no place share one.
func (t *table) find(now time.Duration, key uint64) use {
	all := setOf(t.counts, countsPerSet, key)
	var free *count
	for i := 1; i < len(all); i++ {
		c := &all[i]
		if c.key == key {
			if t.rule.over(c, now) {
				*c = count{key: key}
			}
			return use{c, t.rule}
		}
		if free == nil && (c.key == 0 || t.rule.over(c, now)) {
			free = c
		}
	}
	if free != nil {
		*free = count{key: key}
		return use{free, t.rule}
	}
	if t.shared.over(&all[0], now) {
		all[0] = count{}
	}
	return use{&all[0], t.shared}
}

// setOf returns the set of a key. Its lowest bits have chosen the shard.
func setOf[T any](all []T, size int, key uint64) []T {
	i := int(key/shards%uint64(len(all)/size)) * size
	return all[i : i+size]
}
