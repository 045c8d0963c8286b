/** Gathers what becomes the outcome of a run and hands it on as events while it happens. */
import type { Diagnostic, EngineEvent, Outcome, Step } from "./outcome.ts";
import { Problem, Stopped } from "./problem.ts";

export interface Report {
  planned(step: Step): void;
  started(step: Step): void;
  done(step: Step): void;
  failed(step: Step, message: string): void;
  line(source: "program" | "provider", text: string): void;
  status(message: string, urn?: string): void;
  diagnose(severity: Diagnostic["severity"], message: string, urn?: string): void;
  /** What the user can mend becomes a diagnostic; a fault of ours is kept and thrown by `outcome`. */
  problem(error: unknown): void;
  hasErrors(): boolean;
  outcome(outputs: Outcome["outputs"]): Outcome;
}

export function openReport(onEvent: (event: EngineEvent) => void): Report {
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  const faults: unknown[] = [];
  const hasErrors = () => faults.length > 0 || diagnostics.some(({ severity }) => severity === "error");
  const diagnose: Report["diagnose"] = (severity, message, urn) => {
    const diagnostic = {
      severity,
      message: reworded(message),
      ...(urn !== undefined && urn !== "" && { urn }),
    };
    diagnostics.push(diagnostic);
    onEvent({ kind: "diagnostic", diagnostic });
  };
  return {
    planned(step) {
      steps.push(step);
      onEvent({ kind: "planned", step });
    },
    started: (step) => onEvent({ kind: "started", step }),
    done: (step) => onEvent({ kind: "done", step }),
    failed(step, message) {
      onEvent({ kind: "failed", step, message });
      diagnose("error", message, step.urn);
    },
    line: (source, text) => onEvent({ kind: "line", source, text }),
    status: (message, urn) => onEvent({ kind: "status", message, ...(urn !== undefined && { urn }) }),
    diagnose,
    problem(error) {
      if (error instanceof Stopped) return;
      if (error instanceof Problem) diagnose("error", error.message, error.urn);
      else faults.push(error);
    },
    hasErrors,
    outcome(outputs) {
      if (faults.length > 0) throw faults[0];
      return { status: hasErrors() ? "failed" : "succeeded", steps, outputs, diagnostics };
    },
  };
}

/** The SDK takes any engine for the CLI and asks to update it. */
function reworded(message: string): string {
  return message.replace(
    /The Pulumi CLI does not support (.+?)\. Please update the Pulumi CLI\.?/g,
    "The embedded engine does not do $1. Use the pulumi CLI for this.",
  );
}
