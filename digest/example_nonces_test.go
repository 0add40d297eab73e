// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"time"

	"github.com/go-httpauth/httpauth/digest"
)

// For a service with many requests in parallel, and at most 50 000 challenges a
// second to clients that answer within a second. It goes into Options.
func ExampleNewNonces() {
	nonces := digest.NewNonces(&digest.NonceOptions{Life: time.Minute, Window: 1024, Live: 1 << 16})

	ctx := context.Background()
	nonce, err := nonces.Mint(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, count := range []uint32{1, 3, 2, 3} {
		_, err := nonces.Use(ctx, nil, nonce, count)
		fmt.Println(count, err)
	}
	// Output:
	// 1 <nil>
	// 3 <nil>
	// 2 <nil>
	// 3 digest: stale nonce
}
