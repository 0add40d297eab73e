// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// A child process is told by the environment what to send, as that is what this
// is about; net/http reads it once in a process.
const (
	childURL   = "HTTPAUTH_TEST_URL"
	childProxy = "HTTPAUTH_TEST_PROXY" // that there is an account for
)

// fetchAsChild sends a request with no base transport, as most programs do.
func fetchAsChild(t *testing.T) {
	defer http.DefaultClient.CloseIdleConnections() // whose transport it is
	tr := &nethttp.Transport{Client: newAccounts(t, "https://other.example", accountsFor("Key"))}
	if proxy := os.Getenv(childProxy); proxy != "" {
		tr.Proxy = newAccounts(t, proxy, accountsFor("Key"))
	}
	resp, _, err := try(&http.Client{Transport: tr, Timeout: 5 * time.Second}, newRequest(t, "GET", os.Getenv(childURL), nil))
	if err != nil {
		fmt.Println("child:", err)
		return
	}
	fmt.Println("child:", resp.StatusCode)
}

// Nothing is sent that stands in files or in the environment: a .netrc is not read,
// and a proxy of the environment whose URL has a user name gets no request at all.
func TestAttack_F11_netrc_and_environment(t *testing.T) {
	if os.Getenv(childURL) != "" {
		fetchAsChild(t)
		return
	}
	var mu sync.Mutex
	var seen []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, strings.Join(append(r.Header.Values("Authorization"), r.Header.Values("Proxy-Authorization")...), ", "))
		w.Header().Set("WWW-Authenticate", `Basic realm="r"`)
		w.Header().Set("Proxy-Authenticate", `Basic realm="p"`)
		w.WriteHeader(407)
	}))
	defer proxy.Close()
	home := t.TempDir()
	for _, name := range []string{".netrc", "_netrc"} {
		lines := "machine home.example login alice password canary\ndefault login alice password canary\n"
		if err := os.WriteFile(filepath.Join(home, name), []byte(lines), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	host := strings.TrimPrefix(proxy.URL, "http://")
	tests := []struct {
		name, value, url string
		account          bool
		want             string // what the child says
		seen             []string
	}{
		{"HTTP_PROXY", "http://" + host, "http://home.example/", false, "child: 407\n", []string{""}},
		{"HTTP_PROXY", "http://" + host, "http://home.example/", true, "child: 407\n", []string{"Key token"}},
		{"HTTPS_PROXY", "http://" + host, "https://home.example/", false, "Proxy Authentication Required\n", []string{""}},
		{"HTTP_PROXY", "http://eve:canary@" + host, "http://home.example/", false, "has a user name", nil},
		{"http_proxy", "http://eve:canary@" + host, "http://home.example/", true, "has a user name", nil},
		{"HTTP_PROXY", "http://eve@" + host, "http://home.example/", false, "has a user name", nil},
		{"HTTPS_PROXY", "http://eve:canary@" + host, "https://home.example/", false, "has a user name", nil},
		{"HTTPS_PROXY", "https://eve:canary@" + host, "https://home.example/", true, "has a user name", nil},
		{"https_proxy", "socks5://eve:canary@" + host, "https://home.example/", false, "has a user name", nil},
	}
	for _, tt := range tests {
		env := slices.DeleteFunc(os.Environ(), func(v string) bool {
			name, _, _ := strings.Cut(v, "=")
			return strings.HasSuffix(strings.ToUpper(name), "_PROXY") || name == "REQUEST_METHOD"
		})
		env = append(env, "GORACE=atexit_sleep_ms=0", "HOME="+home, "USERPROFILE="+home, "NETRC="+filepath.Join(home, ".netrc"), tt.name+"="+tt.value, childURL+"="+tt.url)
		if tt.account {
			env = append(env, childProxy+"="+proxy.URL)
		}
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAttack_F11_netrc_and_environment$", "-test.v")
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "child: ") || !strings.Contains(string(out), tt.want) || strings.Contains(string(out), "canary") {
			t.Errorf("%s=%s: %v, %s", tt.name, tt.value, err, out)
		}
		mu.Lock()
		if !slices.Equal(seen, tt.seen) {
			t.Errorf("%s=%s: the proxy got %q", tt.name, tt.value, seen)
		}
		seen = nil
		mu.Unlock()
	}
	if len(tests) != 9 {
		t.Errorf("%d tests", len(tests))
	}
}

// It is the same with whatever says which proxy it is, for whom it may be, and
// whatever the way there is.
func TestAttack_F14_userinfo_of_proxies(t *testing.T) {
	n := 0
	for _, raw := range []string{"http://eve:canary@127.0.0.1:3128", "http://eve@127.0.0.1:3128", "http://@127.0.0.1:3128", "https://eve:canary@proxy.example", "socks5://eve:canary@127.0.0.1"} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		for _, to := range []string{"http://home.example", "https://home.example", "http://other.example"} {
			p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 200, nil }}
			client, proxies := newAccounts(t, "http://home.example", accountsFor("Key")), newAccounts(t, "http://127.0.0.1:3128", accountsFor("Key"))
			for _, tr := range []*nethttp.Transport{
				{Via: http.ProxyURL(u), Base: p},
				{Client: client, Via: http.ProxyURL(u), Base: p},
				{Proxy: proxies, Via: http.ProxyURL(u), Base: p},
				{Client: client, Base: &http.Transport{Proxy: http.ProxyURL(u)}},
				{Client: client, Base: &nethttp.Transport{Proxy: proxies, Base: &http.Transport{Proxy: http.ProxyURL(u)}}},
			} {
				body := once("x")
				_, err := tr.RoundTrip(newRequest(t, "POST", to, body))
				if err == nil || !strings.Contains(err.Error(), "user name") || strings.Contains(err.Error(), "canary") || len(p.seen) > 0 || body.closed.Load() != 1 {
					t.Errorf("%s by %s: %d requests, %v", to, raw, len(p.seen), err)
				}
				n++
			}
		}
		base := &http.Transport{Proxy: http.ProxyURL(u)}
		nethttp.Connect(base, newAccounts(t, "http://other.example:3128", accountsFor("Key")))
		if _, err := base.GetProxyConnectHeader(t.Context(), u, "home.example:443"); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("a tunnel by %s: %v", raw, err)
		}
	}
	if n != 75 {
		t.Errorf("%d requests", n)
	}
}
