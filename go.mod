module github.com/go-httpauth/httpauth

go 1.26

require (
	github.com/google/go-cmp v0.7.0
	golang.org/x/crypto v0.53.0
)

require golang.org/x/sys v0.46.0 // indirect
