// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"context"
	"crypto/sha1"
	"encoding/base64"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
)

// BenchmarkTiming_B01 asks whether it takes longer to refuse a password that is right
// but for its last byte, or one of which no byte is right. It compares the two by
// Welch's test, as dudect does, without the slowest tenth. The metric is t: beyond
// 4.5, at a million of each, they differ.
//
// It is a benchmark, as its outcome depends on what else the machine does:
//
//	go test -run '^$' -bench Timing -benchtime 1000000x ./basic/htpasswd
func BenchmarkTiming_B01(b *testing.B) {
	right := strings.Repeat("open sesame ", 5)
	near, far := right[:len(right)-1]+"x", strings.Repeat("OPEN SESAME_", 5)
	clear, err := basic.Passwords(map[string]string{"alice": right})
	if err != nil {
		b.Fatal(err)
	}
	sum := sha1.Sum([]byte(right))
	for _, tt := range []struct {
		name   string
		verify basic.Verifier
	}{
		{"Passwords", clear},
		{"plain", parse(b, "alice:{PLAIN}"+right, &htpasswd.Options{AllowPlaintext: true}).Verify},
		{"SHA", parse(b, "alice:{SHA}"+base64.StdEncoding.EncodeToString(sum[:]), nil).Verify},
	} {
		b.Run(tt.name, func(b *testing.B) {
			ctx := context.Background()
			var took [2][]float64
			for b.Loop() {
				for _, class := range rand.Perm(2) {
					password := []string{near, far}[class]
					start := time.Now()
					_, err := tt.verify(ctx, nil, "alice", password)
					took[class] = append(took[class], float64(time.Since(start)))
					if err == nil {
						b.Fatal("accepted")
					}
				}
			}
			score := welch(took[0], took[1])
			b.ReportMetric(score, "t")
			if b.N >= 1_000_000 && math.Abs(score) > 4.5 {
				b.Errorf("t is %.1f", score)
			}
		})
	}
}

// welch returns t of two samples, without what is above the ninth tenth of both.
func welch(x, y []float64) float64 {
	all := slices.Sorted(slices.Values(slices.Concat(x, y)))
	most := all[len(all)*9/10]
	var n, mean, variance [2]float64
	for i, sample := range [2][]float64{x, y} {
		for _, v := range sample {
			if v <= most { // Welford
				n[i]++
				d := v - mean[i]
				mean[i] += d / n[i]
				variance[i] += d * (v - mean[i])
			}
		}
	}
	return (mean[0] - mean[1]) / math.Sqrt(variance[0]/n[0]/(n[0]-1)+variance[1]/n[1]/(n[1]-1))
}
