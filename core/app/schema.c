/*
 * How: the two field trees are walked side by side. What the report reads is described in full;
 * what only the case format knows may be there, and what neither knows may not.
 *
 * YAML readers of editors give 0010 and 08:30 as numbers, so texts made of digits take both types.
 */
#include "schema.h"

static json_t *describe(const evne_field *field, const evne_field *known);

static json_t *text_of(evne_str s)
{
    return json_stringn(s.p, s.len);
}

static json_t *text_type(const char *pattern)
{
    return json_pack("{s:s, s:s}", "type", "string", "pattern", pattern);
}

static json_t *text_or_number(void)
{
    return json_pack("{s:[s,s]}", "type", "string", "number");
}

static json_t *null_or(json_t *schema)
{
    return json_pack("{s:[o, {s:s}]}", "anyOf", schema, "type", "null");
}

static json_t *choice_schema(const evne_field *field)
{
    json_t *values = json_array();

    for (size_t i = 0; i < field->n_choices; i++)
        json_array_append_new(values, text_of(field->choices[i].value));
    if (field->is_open)
        return json_pack("{s:s, s:o}", "type", "string", "examples", values);
    return json_pack("{s:o}", "enum", values);
}

static json_t *list_schema(const evne_field *field, const evne_field *known)
{
    const evne_field *known_item = known && known->n_children ? known->children : NULL;
    json_t *item = field->n_children ? describe(field->children, known_item) : json_object();
    json_t *schema = json_pack("{s:s, s:O}", "type", "array", "items", item);

    if (field->has_min)
        json_object_set_new(schema, "minItems", json_integer((json_int_t)field->min));
    if (field->has_max)
        json_object_set_new(schema, "maxItems", json_integer((json_int_t)field->max));
    if (field->is_lenient)
        return json_pack("{s:[o, o]}", "anyOf", schema, item);
    json_decref(item);
    return schema;
}

static json_t *table_schema(const evne_field *field, const evne_field *known)
{
    const evne_field *known_item = known && known->n_children ? known->children : NULL;

    return json_pack("{s:s, s:o}", "type", "object", "additionalProperties",
                     field->n_children ? describe(field->children, known_item) : json_true());
}

static void add_properties(json_t *properties, json_t *required, const evne_field *group,
                           const evne_field *known)
{
    for (size_t i = 0; i < group->n_children; i++) {
        const evne_field *child = &group->children[i];
        const evne_field *twin = known ? evne_field_get(known, child->key) : NULL;
        json_t *schema = describe(child, twin);
        json_object_setn_new(properties, child->key.p, child->key.len,
                             evne_field_is_required(child) ? schema : null_or(schema));
        if (evne_field_is_required(child))
            json_array_append_new(required, text_of(child->key));
    }
    for (size_t i = 0; known && i < known->n_children; i++) {
        const evne_field *child = &known->children[i];
        if (!json_object_getn(properties, child->key.p, child->key.len))
            json_object_setn_new(properties, child->key.p, child->key.len, json_object());
    }
}

static json_t *group_schema(const evne_field *group, const evne_field *known)
{
    json_t *properties = json_object(), *required = json_array();
    json_t *schema = json_pack("{s:s, s:o, s:b}", "type", "object", "properties", properties,
                               "additionalProperties", 0);

    add_properties(properties, required, group, known);
    if (json_array_size(required))
        json_object_set(schema, "required", required);
    json_decref(required);
    return schema;
}

static json_t *number_schema(const evne_field *field)
{
    json_t *schema = json_pack("{s:[s,s]}", "type",
                               field->type == EVNE_FIELD_INT ? "integer" : "number", "string");

    if (field->has_min)
        json_object_set_new(schema, "minimum", json_real(field->min));
    if (field->has_max)
        json_object_set_new(schema, "maximum", json_real(field->max));
    return schema;
}

static json_t *name_schema(void)
{
    return json_pack("{s:[{s:s}, {s:s, s:{s:{s:s}, s:{s:s}, s:{s:s}}}]}", "anyOf", "type", "string",
                     "type", "object", "properties", "fornavn", "type", "string", "mellemnavn",
                     "type", "string", "efternavn", "type", "string");
}

static json_t *type_schema(const evne_field *field, const evne_field *known)
{
    switch (field->type) {
    case EVNE_FIELD_GROUP:
        return group_schema(field, known);
    case EVNE_FIELD_LIST:
        return list_schema(field, known);
    case EVNE_FIELD_TABLE:
        return table_schema(field, known);
    case EVNE_FIELD_CHOICE:
        return choice_schema(field);
    case EVNE_FIELD_NAME:
        return name_schema();
    case EVNE_FIELD_DATE:
        return json_pack("{s:s, s:s}", "type", "string", "format", "date");
    case EVNE_FIELD_WEEK:
        return text_type("^[0-9]{4}-W[0-9]{2}$");
    case EVNE_FIELD_MOMENT:
        return json_pack("{s:s, s:s}", "type", "string", "format", "date-time");
    case EVNE_FIELD_NUM:
    case EVNE_FIELD_INT:
        return number_schema(field);
    case EVNE_FIELD_BOOL:
        return json_pack("{s:[b, b, s, s]}", "enum", 1, 0, "ja", "nej");
    case EVNE_FIELD_TEXT:
    case EVNE_FIELD_LONG:
    case EVNE_FIELD_EMAIL:
        return json_pack("{s:s}", "type", "string");
    case EVNE_FIELD_YEAR:
    case EVNE_FIELD_TIME:
    case EVNE_FIELD_ID:
    case EVNE_FIELD_REF:
    case EVNE_FIELD_CPR:
    case EVNE_FIELD_CVR:
    case EVNE_FIELD_PNR:
    case EVNE_FIELD_POSTAL_CODE:
    case EVNE_FIELD_PHONE:
        return text_or_number();
    }
    return json_object();
}

static json_t *describe(const evne_field *field, const evne_field *known)
{
    json_t *schema = type_schema(field, known);

    if (field->label_da.len)
        json_object_set_new(schema, "title", text_of(field->label_da));
    if (field->hint.len)
        json_object_set_new(schema, "description", text_of(field->hint));
    return schema;
}

json_t *evne_schema_make(const evne_plugin_info *report)
{
    json_t *schema = json_pack("{s:s}", "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_t *body = group_schema(report->fields, report->known);

    json_object_set_new(schema, "title", text_of(report->title_da));
    json_object_update(schema, body);
    json_decref(body);
    return schema;
}
