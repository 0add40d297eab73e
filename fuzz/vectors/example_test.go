// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors_test

import (
	"fmt"

	"github.com/go-httpauth/httpauth/fuzz/vectors"
)

// A conformance test of a parser runs it on Lines and compares.
func ExampleAll() {
	all, err := vectors.All()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range all {
		if v.Name != "www-authenticate/bare-blank-then-param" {
			continue
		}
		fmt.Printf("%q: %s (%s)\n", v.Lines, v.Expect, v.Section)
		for _, it := range v.Items {
			fmt.Println(it.Scheme, it.Params)
		}
	}
	// Output:
	// ["X a=b, Y , c=d"]: accept (RFC 9110, 5.6.1.2)
	// X [{a b false}]
	// Y [{c d false}]
}
