// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
)

// TestSignals ends the server while a client still has a connection open.
func TestSignals(t *testing.T) {
	signals := []os.Signal{syscall.SIGTERM, syscall.SIGINT}
	for _, sig := range signals {
		t.Run(sig.String(), func(t *testing.T) {
			s := start(t, setup{})
			req, err := http.NewRequestWithContext(within(t), http.MethodGet, s.url+"/public", nil)
			if err != nil {
				t.Fatal(err)
			}
			idle := &http.Transport{} // keeps the connection
			defer idle.CloseIdleConnections()
			resp, err := idle.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()

			s.end(sig) // asserts status 0
			if conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://")); err == nil {
				conn.Close()
				t.Error("the port is still open")
			}
		})
	}
	if len(signals) != 2 {
		t.Errorf("%d signals, want 2", len(signals))
	}
}
