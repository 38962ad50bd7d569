#include <errno.h>
#include <string.h>

#include "base/nearest.h"
#include "profile_parts.h"
#include "profile_rule.h"

enum { CALL_ARGUMENTS = 6, CONDITIONS_MAX = 32 };

/* What a rule says of the calls that it names. */
struct rule {
	uint32_t action;
	struct scmp_arg_cmp conditions[CONDITIONS_MAX];
	unsigned n;
	bool separate; /* two conditions are on one argument, so that each is a rule of its own */
};

static int read_operator(
	const json_t *object, enum scmp_compare *operator, struct complaint * complaint)
{
	static const char *const names[] = { [SCMP_CMP_NE] = "SCMP_CMP_NE",
		[SCMP_CMP_LT] = "SCMP_CMP_LT",
		[SCMP_CMP_LE] = "SCMP_CMP_LE",
		[SCMP_CMP_EQ] = "SCMP_CMP_EQ",
		[SCMP_CMP_GE] = "SCMP_CMP_GE",
		[SCMP_CMP_GT] = "SCMP_CMP_GT",
		[SCMP_CMP_MASKED_EQ] = "SCMP_CMP_MASKED_EQ" };
	json_t *word;
	int error = part_find(object, "op", JSON_STRING, &word, complaint);
	if (error || !word)
		return error ? error : complain(complaint, "expected \"op\", found none");
	struct nearest nearest = nearest_to(json_string_value(word));
	for (int i = SCMP_CMP_NE; i <= SCMP_CMP_MASKED_EQ; i++) {
		nearest_offer(&nearest, names[i]);
		*operator=(enum scmp_compare) i;
		if (strcmp(names[i], nearest.typed) == 0)
			return 0;
	}
	return nearest_complain(&nearest, "operator", "seccomp_rule_add(3)", complaint);
}

static int read_condition(struct rule *rule, const json_t *object, struct complaint *complaint)
{
	uint64_t index = CALL_ARGUMENTS, first = 0, second = 0;
	struct scmp_arg_cmp *condition = &rule->conditions[rule->n];
	int error = read_operator(object, &condition->op, complaint);
	if (!error)
		error = part_number(object, "index", CALL_ARGUMENTS - 1, &index, complaint);
	if (!error && index == CALL_ARGUMENTS)
		error = complain(complaint, "expected \"index\", found none");
	if (!error)
		error = part_number(object, "value", UINT64_MAX, &first, complaint);
	if (!error)
		error = part_number(object, "valueTwo", UINT64_MAX, &second, complaint);
	for (unsigned i = 0; i < rule->n && !error; i++)
		rule->separate |= rule->conditions[i].arg == index;
	condition->arg = (unsigned)index;
	condition->datum_a = first;
	condition->datum_b = second;
	rule->n++;
	return error;
}

static int read_conditions(struct rule *rule, const json_t *object, struct complaint *complaint)
{
	json_t *list;
	int error = part_find(object, "args", JSON_ARRAY, &list, complaint);
	if (!error && json_array_size(list) > CONDITIONS_MAX)
		error = complain(complaint, "\"args\": expected at most %d, found %zu",
			CONDITIONS_MAX, json_array_size(list));
	for (size_t i = 0; i < json_array_size(list) && !error; i++) {
		const json_t *condition = json_array_get(list, i);
		error = json_is_object(condition)
				? read_condition(rule, condition, complaint)
				: complain(complaint, "\"args\": expected objects");
	}
	return error;
}

static int complain_of_call(const char *name, int error, struct complaint *complaint)
{
	return complain(complaint, "call \"%.40s\": libseccomp takes no such rule: %s", name,
		error == -EEXIST ? "it contradicts another one" : strerror(-error));
}

/* Adds the rule for one call. As runc does, passes over names that this libseccomp does not know,
 * and rules that say what holds without them. */
static int add_call(
	struct build *build, const struct rule *rule, const char *name, struct complaint *complaint)
{
	int call = seccomp_syscall_resolve_name(name), error = 0;
	build->names++;
	if (call == __NR_SCMP_ERROR) {
		build->unknown++;
		return 0;
	}
	if (rule->action == build->otherwise)
		return 0;
	unsigned times = rule->separate ? rule->n : 1, n = rule->separate ? 1 : rule->n;
	for (unsigned i = 0; i < times && !error; i++)
		error = seccomp_rule_add_array(
			build->context, rule->action, call, n, rule->conditions + i);
	return error ? complain_of_call(name, error, complaint) : 0;
}

static int add_calls(struct build *build, const struct rule *rule, const json_t *names,
	struct complaint *complaint)
{
	int error = 0;
	for (size_t i = 0; i < json_array_size(names) && !error; i++) {
		const char *name = json_string_value(json_array_get(names, i));
		error = name ? add_call(build, rule, name, complaint)
			     : complain(complaint, "\"names\": expected strings");
	}
	return error;
}

int rule_add(struct build *build, const json_t *object, struct complaint *complaint)
{
	struct rule rule = { .n = 0 };
	json_t *name, *names;
	bool applies;
	int error = part_find(object, "name", JSON_STRING, &name, complaint);
	if (!error)
		error = part_find(object, "names", JSON_ARRAY, &names, complaint);
	if (!error && !name == !names)
		error = complain(complaint, "expected either \"names\" or \"name\"");
	if (!error)
		error = part_action(object, "action", "errnoRet", &rule.action, complaint);
	if (!error)
		error = read_conditions(&rule, object, complaint);
	if (!error)
		error = part_applies(object, &applies, complaint);
	if (error || !applies)
		return error;
	return name ? add_call(build, &rule, json_string_value(name), complaint)
		    : add_calls(build, &rule, names, complaint);
}
