using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Chatbot.Storage;

/// <summary>
/// A connection to SQLite that keeps the statements it has prepared: reading the text of one costs more than running it for a few rows.
/// Used by one caller at a time.
/// </summary>
internal sealed class PreparingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // What is said all the time is soon there again when a text that is new each time (a list in IN) has filled the places.
    private const int MostKept = 200;

    private readonly Dictionary<string, SqliteCommand> kept = new(StringComparer.Ordinal);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    private SqliteCommand Take(string text)
    {
        if (kept.Remove(text, out var known))
        {
            // Costs nothing when it is. Left to itself the library takes a query for prepared only when it was asked for a second result.
            known.Prepare();
            return known;
        }

        var command = CreateCommand();
#pragma warning disable CA2100 // The text is the caller's own.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private void Keep(SqliteCommand command)
    {
        if (kept.Count == MostKept)
        {
            foreach (var other in kept.Values) other.Dispose();
            kept.Clear();
        }

        command.Parameters.Clear();
        command.Transaction = null;
        if (!kept.TryAdd(command.CommandText, command)) command.Dispose();
    }

    /// <summary>A command that takes its statement from those that are kept when it is run, and gives it back when it is done with.</summary>
    private sealed class PreparedCommand(PreparingConnection connection) : DbCommand
    {
        // Text, parameters and the rest are gathered here; Dapper writes the text anew while it adds the values of a list.
        private readonly SqliteCommand asked = new();
        private SqliteCommand? prepared;
        private bool hasFailed;

        [AllowNull]
        public override string CommandText
        {
            get => asked.CommandText;
#pragma warning disable CA2100 // The text is the caller's own.
            set => asked.CommandText = value ?? "";
#pragma warning restore CA2100
        }

        public override int CommandTimeout
        {
            get => asked.CommandTimeout;
            set => asked.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => asked.CommandType;
            set => asked.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException("A command stays with the connection that made it.");
        }

        protected override DbParameterCollection DbParameterCollection => asked.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => asked.Transaction;
            set => asked.Transaction = (SqliteTransaction?)value;
        }

        public override void Cancel() => prepared?.Cancel();

        public override void Prepare()
        {
            // It is, or will be when it is run.
        }

        public override int ExecuteNonQuery() => Run(static command => command.ExecuteNonQuery());

        public override object? ExecuteScalar() => Run(static command => command.ExecuteScalar());

        // What a behaviour asks for is to be quicker; closing the connection along with the reader is not for a connection that is kept.
        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Run(static command => command.ExecuteReader());

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                GiveBack();
                asked.Dispose();
            }

            base.Dispose(disposing);
        }

        private T Run<T>(Func<SqliteCommand, T> run)
        {
            // Dapper runs a command again for each of several values.
            GiveBack();
            prepared = connection.Take(asked.CommandText);
            (prepared.CommandTimeout, prepared.Transaction) = (asked.CommandTimeout, asked.Transaction);
            foreach (SqliteParameter parameter in asked.Parameters) prepared.Parameters.Add(parameter);
            hasFailed = true;
            var result = run(prepared);
            hasFailed = false;
            return result;
        }

        private void GiveBack()
        {
            if (prepared is not { } done) return;
            prepared = null;
            if (hasFailed || connection.State != ConnectionState.Open) done.Dispose();
            else connection.Keep(done);
        }
    }
}
