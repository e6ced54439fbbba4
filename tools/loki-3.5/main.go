// Alert-check reads alerting rules and log streams as JSON from its standard input and says, by Loki's own language and engine at the
// version that go.mod pins, what each rule's expression gives at a moment.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/go-kit/log"
	"github.com/grafana/dskit/user"
	"github.com/grafana/loki/v3/pkg/logproto"
	"github.com/grafana/loki/v3/pkg/logql"
	"github.com/grafana/loki/v3/pkg/logql/syntax"
	"github.com/grafana/loki/v3/pkg/util/httpreq"
	"github.com/prometheus/prometheus/promql"
)

type input struct {
	At      time.Time `json:"at"`
	Rules   []string  `json:"rules"`
	Streams []stream  `json:"streams"`
}

type stream struct {
	Labels  string  `json:"labels"`
	Entries []entry `json:"entries"`
}

type entry struct {
	At   time.Time `json:"at"`
	Line string    `json:"line"`
	// What stands beside the line as structured metadata.
	Beside map[string]string `json:"beside"`
}

type answer struct {
	Error string `json:"error,omitempty"`
	// The rule alerts where there is a sample.
	Samples []sample `json:"samples"`
}

type sample struct {
	Labels map[string]string `json:"labels"`
	Value  float64           `json:"value"`
}

func main() {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		fmt.Fprintln(os.Stderr, "the input cannot be read:", err)
		os.Exit(2)
	}
	engine := logql.NewEngine(logql.EngineOpts{}, memory{in.Streams}, logql.NoLimits, log.NewNopLogger())
	answers := []answer{}
	for _, rule := range in.Rules {
		answers = append(answers, ask(engine, rule, in.At))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func ask(engine *logql.Engine, rule string, at time.Time) answer {
	if _, err := syntax.ParseExpr(rule); err != nil {
		return answer{Error: err.Error(), Samples: []sample{}}
	}
	params, err := logql.NewLiteralParams(rule, at, at, 0, 0, logproto.FORWARD, 1000, nil, nil)
	if err != nil {
		return answer{Error: err.Error(), Samples: []sample{}}
	}
	ctx := httpreq.InjectQueryTags(user.InjectOrgID(context.Background(), "laboratory"), "")
	result, err := engine.Query(params).Exec(ctx)
	if err != nil {
		return answer{Error: err.Error(), Samples: []sample{}}
	}
	out := answer{Samples: []sample{}}
	vector, ok := result.Data.(promql.Vector)
	if !ok {
		return answer{Error: fmt.Sprintf("it gives a %s, not numbers at a moment", result.Data.Type()), Samples: []sample{}}
	}
	for _, each := range vector {
		out.Samples = append(out.Samples, sample{Labels: each.Metric.Map(), Value: each.F})
	}
	return out
}
