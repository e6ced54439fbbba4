// Command laboratory-pod is what the laboratory's own containers run: with a port as its argument it answers every
// HTTP request with the address that it came from, without one it waits until it is told to end.
package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	if len(os.Args) > 1 {
		answer := func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, r.RemoteAddr) }
		go func() {
			fmt.Fprintln(os.Stderr, http.ListenAndServe(":"+os.Args[1], http.HandlerFunc(answer)))
			os.Exit(1)
		}()
	}
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGINT, syscall.SIGTERM)
	<-end
}
