// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package reload

// A stamp tells one content of a file from another.
type stamp struct {
	id       identity
	size     int64
	modified int64 // nanoseconds since 1970, as anybody may set it
	changed  int64 // likewise, as nobody can; 0 where that is not known
}
