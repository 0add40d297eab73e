// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"testing"

	"github.com/go-httpauth/httpauth/internal/leak"
)

func TestMain(m *testing.M) { leak.Main(m) }
