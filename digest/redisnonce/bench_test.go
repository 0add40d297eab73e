// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import "testing"

func BenchmarkMint(b *testing.B) {
	n := open(b, new(counter), nil)
	b.ReportAllocs()
	for b.Loop() {
		mint(b, n)
	}
}

// BenchmarkUse is one request after the other, BenchmarkUseParallel as many as
// there are connections.
func BenchmarkUse(b *testing.B) {
	benchmark(b, func(b *testing.B, n *Nonces) {
		nonce, count := mint(b, n), uint32(0)
		for b.Loop() {
			count++
			if _, err := n.Use(b.Context(), nil, nonce, count); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkUseParallel(b *testing.B) {
	benchmark(b, func(b *testing.B, n *Nonces) {
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			nonce, count := mint(b, n), uint32(0)
			for pb.Next() {
				count++
				if _, err := n.Use(b.Context(), nil, nonce, count); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

func benchmark(b *testing.B, run func(*testing.B, *Nonces)) {
	for _, command := range servers(b) {
		b.Run(command, func(b *testing.B) {
			n := open(b, connect(b, start(b, command).addr), nil)
			b.ReportAllocs()
			run(b, n)
		})
	}
}
