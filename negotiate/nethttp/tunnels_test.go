// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// frame returns a frame of HTTP/2 (RFC 9113, Section 4.1).
func frame(kind, flags byte, stream uint32, payload string) string {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(payload))<<8|uint32(kind))
	head = append(head, flags)
	return string(binary.BigEndian.AppendUint32(head, stream)) + payload
}

// fieldLines writes fields as HPACK does without its tables (RFC 7541, Section
// 6.2.2): http.Transport sends no :protocol.
func fieldLines(fields ...string) string {
	var b strings.Builder
	for i, text := range fields {
		if i%2 == 0 {
			b.WriteByte(0)
		}
		b.WriteByte(byte(len(text))) // below 127
		b.WriteString(text)
	}
	return b.String()
}

const (
	frameData, frameHeaders, frameReset, frameSettings = 0, 1, 3, 4
	endHeaders                                         = 4
)

// tunnel asks for a tunnel on a connection of its own, and sends content without
// waiting. It returns the kind of the frame that answers.
func tunnel(t *testing.T, addr string, config *tls.Config, fields ...string) (kind byte) {
	t.Helper()
	config = config.Clone()
	config.NextProtos = []string{"h2"}
	conn, err := tls.Dial("tcp", addr, config)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"+frame(frameSettings, 0, 0, "")+
		frame(frameHeaders, endHeaders, 1, fieldLines(fields...))+frame(frameData, 0, 1, "hello"))
	for {
		head := make([]byte, 9)
		if _, err := io.ReadFull(conn, head); err != nil {
			t.Fatal(err)
		}
		if binary.BigEndian.Uint32(head[5:]) == 1 && (head[3] == frameHeaders || head[3] == frameReset) {
			return head[3]
		}
		size := int64(binary.BigEndian.Uint32(head) >> 8)
		if _, err := io.CopyN(io.Discard, conn, size); err != nil {
			t.Fatal(err)
		}
	}
}

// statusOf remembers the status of a response.
type statusOf struct {
	http.ResponseWriter
	status int
}

func (w *statusOf) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// extended makes net/http accept extended CONNECT, which it reads when it starts.
const extended = "http2xconnect=1"

// Attack H04: CONNECT over HTTP/2, and the extended one of WebSocket (RFC 8441), is
// a request like any other: the handler, which would open the tunnel, is not
// reached before the decision, and nothing of what comes through is read.
func TestAttack_H04_tunnels_over_HTTP_2(t *testing.T) {
	known := strings.Contains(os.Getenv("GODEBUG"), extended)
	if !known {
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(exe, "-test.run=^TestAttack_H04_tunnels_over_HTTP_2$", "-test.v")
		cmd.Env = append(os.Environ(), "GODEBUG="+strings.Trim(os.Getenv("GODEBUG")+","+extended, ","))
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "extended CONNECT is known") {
			t.Errorf("%v: %s", err, out)
		}
	} else {
		t.Log("extended CONNECT is known")
	}
	var calls atomic.Int64
	guarded := nethttp.Handler(newAuth(t), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		if r.Method != "CONNECT" {
			t.Error(r.Method)
		}
		w.WriteHeader(200)
	}), nil)
	statuses := make(chan string, 1)
	url, base := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := &tally{ReadCloser: r.Body}
		r.Body = body
		sw := &statusOf{ResponseWriter: w}
		guarded.ServeHTTP(sw, r)
		statuses <- fmt.Sprint(sw.status, r.Header.Get(":protocol"), body.read.Load())
	}), 2)
	addr := strings.TrimPrefix(url, "https://")
	rows := 0
	for _, tt := range []struct {
		name   string
		fields []string
		known  bool // to net/http, without being told
	}{
		{"", []string{":method", "CONNECT", ":authority", "example.com:443"}, true},
		{"websocket", []string{":method", "CONNECT", ":protocol", "websocket", ":scheme", "https", ":path", "/chat", ":authority", "example.com"}, false},
	} {
		for _, credentials := range [][]string{nil, {"authorization", "Bearer x"}, {"authorization", "Negotiate YII="}, {"authorization", "Bearer token", "authorization", "Bearer token"}, {"authorization", "Bearer token"}} {
			rows++
			calls.Store(0)
			kind := tunnel(t, addr, base.TLSClientConfig, append(tt.fields[:len(tt.fields):len(tt.fields)], credentials...)...)
			if !known && !tt.known {
				if kind != frameReset || calls.Load() != 0 {
					t.Errorf("%s, %s: frame %d, reached %d times", tt.name, credentials, kind, calls.Load())
				}
				continue
			}
			status, reached := 401, int64(0)
			switch {
			case len(credentials) == 4:
				status = 400
			case len(credentials) == 2 && credentials[1] == "Bearer token":
				status, reached = 200, 1
			}
			want := fmt.Sprint(status, tt.name, 0)
			if got := <-statuses; kind != frameHeaders || got != want || calls.Load() != reached {
				t.Errorf("%s, %s: frame %d, %s, want %s, reached %d times", tt.name, credentials, kind, got, want, calls.Load())
			}
		}
	}
	if rows != 10 {
		t.Errorf("%d rows", rows)
	}
}
