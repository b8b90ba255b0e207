using System.Collections.Concurrent;
using System.Reflection;
using Npgsql;
using NpgsqlTypes;

namespace Chatbot.Storage;

/// <summary>The values of a queued statement as Npgsql takes them; a statement of its own gets them from Dapper.</summary>
internal static class PostgresParameters
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <param name="parameters">Of the command.</param>
    /// <param name="values">An anonymous object, a record or <see cref="RowList.Values"/>.</param>
    public static void Add(NpgsqlParameterCollection parameters, object? values)
    {
        switch (values)
        {
            case null:
                break;
            case RowValues named:
                foreach (var name in named.ParameterNames) parameters.Add(Parameter(name, named.Get<object?>(name), null));
                break;
            default:
                foreach (var property in Properties.GetOrAdd(values.GetType(), type => type.GetProperties()))
                    parameters.Add(Parameter(property.Name, property.GetValue(values), property.PropertyType));
                break;
        }
    }

    private static NpgsqlParameter Parameter(string name, object? value, Type? type)
    {
        if (value is not null) return new NpgsqlParameter(name, value);
        var parameter = new NpgsqlParameter { ParameterName = name, Value = DBNull.Value };
        // PostgreSQL cannot always tell what a null is from where it stands.
        if (type == typeof(string)) parameter.NpgsqlDbType = NpgsqlDbType.Text;
        else if (type == typeof(byte[])) parameter.NpgsqlDbType = NpgsqlDbType.Bytea;
        else if (type is not null && Nullable.GetUnderlyingType(type) is { } number && (number == typeof(long) || number == typeof(int))) parameter.NpgsqlDbType = NpgsqlDbType.Bigint;
        return parameter;
    }
}
