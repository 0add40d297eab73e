// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A counter runs a copy of package header in which each look at a byte counts.
// Time says little on a busy machine, and a counter in header itself would be
// one that somebody can forget to move.
type counter struct {
	mu  sync.Mutex
	in  *json.Encoder
	out *json.Decoder
}

// A cost is what parsing some lines takes.
type cost struct {
	Visits int
	Bytes  uint64
}

func (c *counter) cost(t testing.TB, field string, lines []string) (got cost) {
	t.Helper()
	raw := make([][]byte, len(lines))
	for i, line := range lines {
		raw[i] = []byte(line)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.in.Encode(struct {
		Field string
		Lines [][]byte
	}{field, raw}); err != nil {
		t.Fatal(err)
	}
	if err := c.out.Decode(&got); err != nil {
		t.Fatal(err)
	}
	return got
}

// newCounter builds and starts the program. It ends with the test.
func newCounter(t testing.TB) *counter {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, text []byte) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	changes := 0
	for _, s := range sources(t) {
		if s.dir == "header" && !s.isTest() {
			n, text := counted(s)
			changes += n
			write(s.path, text)
		}
	}
	if changes < 20 {
		t.Fatalf("only %d places count", changes)
	}
	program, err := os.ReadFile("testdata/counted/main.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	write("main.go", program)
	write("go.mod", []byte("module "+module+"\n\ngo 1.26\n"))
	write("header/visits.go", []byte(`package header

var Visits int

func visit[T any](i T) T { Visits++; return i }

func visitAll[T ~string | ~[]byte](s T) T { Visits += len(s); return s }

func visitTo(i int) int { Visits += i + 1; return i }
`))
	build := exec.Command("go", "build", "-o", "counted", ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return start(t, exec.Command(filepath.Join(dir, "counted")))
}

func start(t testing.TB, program *exec.Cmd) *counter {
	t.Helper()
	in, err := program.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		io.Copy(io.Discard, out)
		program.Wait()
	})
	return &counter{in: json.NewEncoder(in), out: json.NewDecoder(out)}
}

// counted returns the source with all index expressions, searches and copies
// counted, and how many there are.
func counted(s source) (n int, text []byte) {
	before := make(map[int]string) // what to write before the byte at that offset
	wrap := func(name string, x ast.Expr) {
		start, end := s.fset.Position(x.Pos()).Offset, s.fset.Position(x.End()).Offset
		before[start] += name + "("
		before[end] = ")" + before[end]
		n++
	}
	ast.Inspect(s.file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IndexExpr:
			if !isTypeArgument(node) {
				wrap("visit", node.Index)
			}
		case *ast.CallExpr:
			if id, ok := node.Fun.(*ast.Ident); ok && id.Name == "append" && node.Ellipsis != token.NoPos {
				wrap("visitAll", node.Args[1])
			}
			if selector(node.Fun) == "strings.IndexByte" {
				wrap("visitTo", node)
			}
		}
		return true
	})
	for i := range len(s.text) {
		text = append(text, before[i]...)
		text = append(text, s.text[i])
	}
	return n, text
}

// isTypeArgument reports whether an index is one, as in iter.Seq[Param].
func isTypeArgument(x *ast.IndexExpr) bool {
	return strings.HasPrefix(selector(x.X), "iter.")
}
